/** Where a link from a card or a task leads: a view of the tab, inside Teams. */
export interface TabPlace {
  readonly appId: string;
  /** The tab's entity id: the unit's id. */
  readonly unit: string;
  readonly channel: string | null;
  /** A path of the tab, such as `/plan?action=…`. */
  readonly path: string;
  readonly label: string;
  /** Where the link leads outside a Teams client. */
  readonly webUrl: string;
}

/**
 * A link that opens the tab inside Teams.
 * Source: learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-application
 */
export function tabLink(place: TabPlace): string {
  const link = new URL(`https://teams.microsoft.com/l/entity/${place.appId}/${encodeURIComponent(place.unit)}`);
  link.searchParams.set('webUrl', place.webUrl);
  link.searchParams.set('label', place.label);
  link.searchParams.set(
    'context',
    JSON.stringify({ subEntityId: place.path, ...(place.channel ? { channelId: place.channel } : {}) }),
  );
  return link.href;
}
