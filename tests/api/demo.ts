/** What the tests know of the demo municipality: ids from the seed file. */
export const SJOSKOLAN = 'd3aa1712-d617-4990-8462-93a17b6ab220';
export const EKSKOLAN = '51c5544d-088f-44cb-8153-2691498a94d0';
export const LILLANS_FORSKOLA = '305541f2-fc7b-4114-817d-e3f9443484ed';
export const NORRSKOLAN = 'a619e642-7e25-4e1a-85ab-e32f6139e098';
export const MITTKOPING = 'da633c10-1dd5-49df-8bf1-69e5064c86e8';
export const GRANNKOPING = '9091bf3b-8b8a-460d-8a0f-d8513eabc076';
export const MITTKOPING_TENANT = 'fbcbb79c-c935-4f39-80a9-5e82db5a3d4e';

const CHANNELS = {
  [SJOSKOLAN]: ['6df3095c-462e-44ee-8be1-2ac9aa00d3d7', '19:ba8d13e789b92bfdc8763278c3bff080@thread.tacv2'],
  [EKSKOLAN]: ['bc7b7747-5548-4184-81aa-737b36387689', '19:63697c1e5494dfb775cceb9f2f2c62a4@thread.tacv2'],
} as const;

/** The API's path of a unit's channel. */
export function channelPath(unit: keyof typeof CHANNELS): string {
  const [team, channel] = CHANNELS[unit];
  return `/api/channels/${team}/${encodeURIComponent(channel)}`;
}
