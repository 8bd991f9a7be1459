/** What the samples of cards have in common. */
import { tabLink } from '../../../bot/conversation/deep-link.ts';
import type { Card } from '../../../bot/conversation/ports.ts';
import type { ServiceLanguage } from '../../../bot/texts.ts';

/** What the samples are filled with. `name`, `words` and `label` stand wherever people's own words do. */
export interface Filling {
  /** A person's or a unit's name. */
  readonly name: (usual: string) => string;
  /** A title or a statement. */
  readonly words: (usual: string) => string;
  /** As many as the list can have. */
  readonly many: number;
}

export const USUAL: Filling = { name: (usual) => usual, words: (usual) => usual, many: 3 };

/** People of the samples: where none of them may be named, none of these words may stand. */
export const PEOPLE = ['Amina Yusuf', 'Karin Ek', 'Johan Berg'] as const;

export interface Sample {
  readonly name: string;
  readonly card: Card;
  /** A person may be named in it. */
  readonly names: boolean;
}

export const id = (n: number) => `0b9f6c1e-2f5a-4d0c-9a3e-${String(n).padStart(12, '0')}`;
export const url = tabLink({
  appId: id(1),
  unit: id(2),
  channel: '19:abcdefabcdefabcdefabcdef@thread.tacv2',
  path: `/plan?unit=${id(2)}&action=${id(3)}`,
  label: 'Ekskolan',
  webUrl: `https://lika.example/tab/plan?unit=${id(2)}&action=${id(3)}`,
});
export const refresh = { userIds: Array.from({ length: 80 }, (_, index) => `29:1${String(index).padStart(84, 'x')}`) };
export const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export type Maker = (language: ServiceLanguage, filling: Filling) => Omit<Sample, 'name'>;
export const nameless = (card: Card) => ({ card, names: false });
export const named = (card: Card) => ({ card, names: true });
