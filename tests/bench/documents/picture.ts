import { Resvg } from '@resvg/resvg-js';

/** The picture, drawn each time as ours is. */
export function drawn(svg: string): Buffer {
  const fontFiles = ['Regular', 'SemiBold'].map((weight) => `bot/documents/fonts/OpenSans-${weight}.ttf`);
  return new Resvg(svg, { fitTo: { mode: 'zoom', value: 2 }, font: { loadSystemFonts: false, fontFiles } })
    .render()
    .asPng();
}
