import { RetryHandlerOptions } from '@microsoft/microsoft-graph-client';
import type { Client } from '@microsoft/microsoft-graph-client';
import { asGraphFault } from './client.ts';

/** A notice for Teams' activity feed. Its type and the type's parameters are those of the app's manifest (`activities`). */
export interface ActivityNotice {
  readonly type: 'actionAssigned';
  /** What the template of the type names in curly brackets. */
  readonly parameters: Readonly<Record<string, string>>;
  /** What it is about, and the deep link that it opens (`https://teams.microsoft.com/l/…`). */
  readonly topic: { readonly text: string; readonly url: string };
  /** A line of its own below; Teams shows 150 characters. */
  readonly preview: string;
}

/** Tells people of a tenant. */
export interface Teller {
  /**
   * Once: neither repeated nor replaced when it is sent again, so `unclear` must not be tried anew.
   * @throws GraphFault `not-allowed` when the app isn't there for the person, `not-found` for nobody, `too-busy`,
   * `unclear`, `refused`
   */
  tell(person: string, notice: ActivityNotice): Promise<void>;
}

/** The app's notices in people's activity feed. */
export interface Notifications {
  /**
   * Whoever tells people of the tenant, as the app itself. Nothing has gone out when this fails.
   * @throws GraphFault of the kinds that a token can't be had by
   */
  in(tenant: string): Promise<Teller>;
}

const PREVIEW_MAX = 150;
/** Titles come from people; a template has room for a line. */
const PARAMETER_MAX = 120;

const clip = (text: string, max: number): string =>
  [...text].length > max ? `${[...text].slice(0, max - 1).join('')}…` : text;

/** What waiting costs is the caller's to say: the SDK tries nothing again by itself. */
const NEVER_AGAIN = new RetryHandlerOptions(0, 0);

/**
 * Notices through Graph. The right is given where the app is added (resource-specific consent `TeamsActivity.Send.User`),
 * so the app's token needs no role.
 * Source: learn.microsoft.com/graph/api/userteamwork-sendactivitynotification
 * @param asApp a client that acts as the app itself in a tenant
 */
export function createNotifications(asApp: (tenant: string) => Promise<Client>): Notifications {
  return {
    async in(tenant) {
      const client = await asApp(tenant);
      return {
        async tell(person, { type, parameters, topic, preview }) {
          const path = `/users/${encodeURIComponent(person)}/teamwork/sendActivityNotification`;
          const body = {
            topic: { source: 'text', value: clip(topic.text, PARAMETER_MAX), webUrl: topic.url },
            activityType: type,
            previewText: { content: clip(preview, PREVIEW_MAX) },
            templateParameters: Object.entries(parameters).map(([name, value]) => ({
              name,
              value: clip(value, PARAMETER_MAX),
            })),
          };
          try {
            await client.api(path).middlewareOptions([NEVER_AGAIN]).post(body);
          } catch (error) {
            throw asGraphFault(error, true);
          }
        },
      };
    },
  };
}
