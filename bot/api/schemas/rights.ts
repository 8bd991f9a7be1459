import { z } from 'zod';

export const RightKey = z.enum([
  'self',
  'people',
  'members',
  'channels',
  'channel-members',
  'planner',
  'files',
  'notices',
]);
export type RightKey = z.infer<typeof RightKey>;

/** A right that LIKA asks Microsoft 365 for, and how it stands for the one who asks. */
export const RightView = z.object({
  key: RightKey,
  /**
   * `needed`: the person can give it; `admin-needed`: only an administrator can; `installed`: it comes with the app;
   * `unknown`: Entra can't be asked now.
   */
  state: z.enum(['granted', 'needed', 'admin-needed', 'installed', 'unknown']),
  /** Microsoft Graph's names of what is asked for. */
  scopes: z.array(z.string()),
  /** Whether only an administrator may ever give it. */
  adminOnly: z.boolean(),
  /** Whether the tenant lets LIKA do it also when the person is away; null where LIKA never does. */
  onItsOwn: z.boolean().nullable(),
  /** The page of Entra on which an administrator gives it to everybody; null where there is nothing to give. */
  adminConsentUrl: z.string().nullable(),
});
export type RightView = z.infer<typeof RightView>;

export const Rights = z.object({ rights: z.array(RightView) });
export type Rights = z.infer<typeof Rights>;
export const RightParams = z.object({ right: RightKey });
