import { z } from 'zod';

/** A part of a unit's result or plan, ready to be pasted into a document of one's own. */
export const Block = z.object({
  key: z.enum(['summary', 'scores', 'steps', 'plan', 'chart']),
  /** Rich text, as Word and Outlook take it. */
  html: z.string(),
  text: z.string(),
  /** A picture, in Base64; null where the part has none. */
  png: z.base64().nullable(),
});
export type Block = z.infer<typeof Block>;

export const Blocks = z.object({ blocks: z.array(Block) });
export type Blocks = z.infer<typeof Blocks>;
