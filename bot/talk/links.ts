import { tabLink } from '../conversation/deep-link.ts';
import type { Settings } from '../settings.ts';
import type { UnitRow } from '../store/units.ts';

/** A link to one of the unit's views in the tab. `path` may carry a query; `channel` is the one that it opens in. */
export function unitLink(
  settings: Pick<Settings, 'teamsAppId' | 'publicUrl'>,
  to: { readonly unit: Pick<UnitRow, 'id' | 'name'>; readonly path: string; readonly channel: string | null },
): string {
  const path = `${to.path}${to.path.includes('?') ? '&' : '?'}unit=${to.unit.id}`;
  return tabLink({
    appId: settings.teamsAppId,
    unit: to.unit.id,
    // Only a channel of a team has a tab; from a chat the link opens the personal app.
    channel: to.channel?.endsWith('@thread.tacv2') ? to.channel : null,
    path,
    label: to.unit.name,
    webUrl: `${settings.publicUrl}/tab${path}`,
  });
}

/** A link to a page of the personal app, by its entity id in the manifest. */
export function personalLink(
  { teamsAppId, publicUrl }: Pick<Settings, 'teamsAppId' | 'publicUrl'>,
  page: 'start' | 'my-actions',
): string {
  const link = new URL(`https://teams.microsoft.com/l/entity/${teamsAppId}/${page}`);
  link.searchParams.set('webUrl', `${publicUrl}/tab/${page}`);
  return link.href;
}
