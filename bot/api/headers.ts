import type { RequestHandler } from 'express';
import type { Settings } from '../settings.ts';

/** Who may frame the tab. Source: Microsoft's table of hosts for Teams, Microsoft 365 and Outlook. */
const TEAMS_HOSTS = [
  'https://teams.microsoft.com',
  'https://*.teams.microsoft.com',
  'https://*.cloud.microsoft',
  'https://*.microsoft365.com',
  'https://*.office.com',
  'https://outlook.office.com',
  'https://outlook.office365.com',
];

/** teams-js looks up Microsoft's list of hosts here; it works without an answer too. */
const HOST_LIST = 'https://res.cdn.office.net';

/** For everything but the tab: nothing may be loaded by it, nobody may frame it. */
export function securityHeaders(settings: Settings): RequestHandler {
  const isHttps = settings.publicUrl.startsWith('https://');
  return (_request, response, next) => {
    response.set({
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Resource-Policy': 'same-origin',
      ...(isHttps && { 'Strict-Transport-Security': 'max-age=31536000' }),
    });
    next();
  };
}

/** The tab is framed by Teams and, where settings name them, other hosts; its styles are made as it runs. */
export function tabHeaders(settings: Settings): RequestHandler {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self' ${HOST_LIST}`,
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${[...TEAMS_HOSTS, ...settings.hostOrigins].join(' ')}`,
  ].join('; ');
  return (_request, response, next) => {
    response.set('Content-Security-Policy', policy);
    next();
  };
}
