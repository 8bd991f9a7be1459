import type { SpiderDrawing } from '../../lika/analysis/spider.ts';
import type { Store } from '../store/store.ts';
import { pictureOf } from '../store/pictures.ts';
import { chartSvg } from './chart-svg.ts';
import { BLANK_SVG, pngOf } from './png.ts';

/** The charts that cards show, by their unguessable id. */
export interface Pictures {
  /** The picture as PNG, blank after withdrawal; null when there is none with this id. */
  png(id: string): Promise<Buffer | null>;
}

/** Drawn once and kept in memory: a card in a busy channel is fetched by many at once. */
const KEPT = 200;

export function createPictures(store: Store): Pictures {
  const drawn = new Map<string, Promise<Buffer>>();
  return {
    async png(id) {
      if (!/^[0-9a-f]{64}$/.test(id)) return null;
      const picture = await pictureOf(store.outside, id);
      if (!picture) return null;
      const key = picture.withdrawn ? 'blank' : id;
      let png = drawn.get(key);
      if (!png) {
        png = pngOf(picture.withdrawn ? BLANK_SVG : chartSvg(picture.drawing as SpiderDrawing, ''));
        drawn.set(key, png);
        const oldest = drawn.size > KEPT ? drawn.keys().next().value : undefined;
        if (oldest !== undefined) drawn.delete(oldest);
      }
      return png;
    },
  };
}
