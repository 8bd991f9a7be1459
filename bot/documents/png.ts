import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const FONT_FOLDER = resolve('bot/documents/fonts');

/** Twice the drawing's size, so that it is sharp on a phone. */
const ZOOM = 2;

/** An SVG text as PNG. resvg is loaded at the first picture: most starts of the service never draw one. */
export async function pngOf(svg: string): Promise<Buffer> {
  const { Resvg } = await import('@resvg/resvg-js');
  const fontFiles = ['OpenSans-Regular.ttf', 'OpenSans-SemiBold.ttf']
    .map((file) => resolve(FONT_FOLDER, file))
    .filter((file) => existsSync(file));
  const drawing = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: ZOOM },
    font: { loadSystemFonts: false, fontFiles, defaultFontFamily: 'Open Sans' },
  });
  return drawing.render().asPng();
}

/** What stands in a picture's place after withdrawal: nothing, but a picture, so that the card keeps its shape. */
export const BLANK_SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200" viewBox="0 0 400 200"><rect width="400" height="200" fill="#FFFFFF"/></svg>';
