/** Draws the app's icons from their SVGs: `node scripts/icons.mjs`, after a change of one; the PNGs are kept in the repository. */
import './root.mjs';
import { readFileSync, writeFileSync } from 'node:fs';
import { Resvg } from '@resvg/resvg-js';

for (const [name, width] of /** @type {const} */ ([
  ['color', 192],
  ['outline', 32],
])) {
  const drawing = new Resvg(readFileSync(`manifest/${name}.svg`, 'utf8'), { fitTo: { mode: 'width', value: width } });
  writeFileSync(`manifest/${name}.png`, drawing.render().asPng());
}
