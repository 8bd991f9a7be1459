import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { JWTPayload, ProtectedHeaderParameters } from 'jose';
import type { Activity } from 'botbuilder';

export interface BotIdentitySettings {
  readonly botId: string;
  readonly openIdMetadata: string;
  readonly tokenIssuer: string;
  /** Hosts that activities may ask to be answered at; a leading dot allows subdomains. */
  readonly serviceHosts: readonly string[];
}

/** A request to the bot that is turned away: 401 for a bad token, 403 for a good one that doesn't fit its activity. */
export class InboundRefused extends Error {
  constructor(
    readonly status: 400 | 401 | 403,
    message: string,
  ) {
    super(message);
    this.name = 'InboundRefused';
  }
}

/** Microsoft allows five minutes of clock skew. */
const SKEW_SECONDS = 300;
const METADATA_KEPT_MS = 24 * 60 * 60 * 1000;

interface Keys {
  readonly set: ReturnType<typeof createRemoteJWKSet>;
  readonly uri: string;
  readonly at: number;
}

/**
 * Checks a request from the Bot Connector as Microsoft prescribes, before botbuilder does so once more: signature by a
 * key of the metadata that is endorsed for the channel, issuer, audience, times, and a serviceUrl claim equal to the
 * activity's, whose host we know.
 * Source: learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
 */
export function createInboundCheck(settings: BotIdentitySettings, realTime: () => number) {
  let keys: Keys | null = null;

  const currentKeys = async (): Promise<Keys> => {
    if (keys && realTime() - keys.at < METADATA_KEPT_MS) return keys;
    const response = await fetch(settings.openIdMetadata, { signal: AbortSignal.timeout(10_000) });
    if (!response.ok) throw new InboundRefused(401, `metadata answered ${response.status}`);
    const { jwks_uri: uri } = (await response.json()) as { jwks_uri: string };
    keys = { set: createRemoteJWKSet(new URL(uri)), uri, at: realTime() };
    return keys;
  };

  const endorsed = async (header: ProtectedHeaderParameters, channel: string): Promise<boolean> => {
    const { uri } = await currentKeys();
    const response = await fetch(uri, { signal: AbortSignal.timeout(10_000) });
    const { keys: listed } = (await response.json()) as { keys: { kid?: string; endorsements?: string[] }[] };
    return listed.find((key) => key.kid === header.kid)?.endorsements?.includes(channel) ?? false;
  };

  const endorsements = new Map<string, boolean>();

  /** @throws InboundRefused */
  return async function check(authorization: string | undefined, activity: Partial<Activity>): Promise<void> {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? '')?.[1];
    if (!token) throw new InboundRefused(401, 'no bearer token');
    const { payload, protectedHeader } = await verified(token, settings, await currentKeys());
    if (activity.channelId !== 'msteams') throw new InboundRefused(403, 'not from Teams');
    if (!activity.serviceUrl) throw new InboundRefused(403, 'no serviceUrl');
    if (serviceUrlClaim(payload) !== activity.serviceUrl)
      throw new InboundRefused(403, 'serviceUrl differs from the token');
    if (!hostAllowed(activity.serviceUrl, settings.serviceHosts))
      throw new InboundRefused(403, 'unknown serviceUrl host');
    const kid = protectedHeader.kid ?? '';
    if (!endorsements.get(kid)) endorsements.set(kid, await endorsed(protectedHeader, activity.channelId));
    if (!endorsements.get(kid)) throw new InboundRefused(403, 'key is not endorsed for the channel');
  };
}

async function verified(token: string, settings: BotIdentitySettings, keys: Keys) {
  try {
    return await jwtVerify(token, keys.set, {
      algorithms: ['RS256'],
      issuer: settings.tokenIssuer,
      audience: settings.botId,
      clockTolerance: SKEW_SECONDS,
      requiredClaims: ['exp', 'nbf'],
    });
  } catch (error) {
    throw new InboundRefused(401, (error as Error).message);
  }
}

/** Teams writes the claim in either case. */
function serviceUrlClaim(payload: JWTPayload): unknown {
  return payload['serviceurl'] ?? payload['serviceUrl'];
}

function hostAllowed(serviceUrl: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(serviceUrl)) return false;
  const { hostname } = new URL(serviceUrl);
  return hosts.some((host) => (host.startsWith('.') ? hostname.endsWith(host) : hostname === host));
}
