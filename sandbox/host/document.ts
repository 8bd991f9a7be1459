import type { HostSetup } from './setup.ts';

/** Lets the page frame the service and nothing else; pictures come from the service, as Teams fetches them for a card. */
export function contentPolicy(serviceUrl: string): string {
  const service = new URL(serviceUrl).origin;
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' data: ${service}`,
    "connect-src 'self'",
    `frame-src ${service}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The page's HTML: everything visible is made by the browser part, from the setup. */
export function hostDocument(setup: HostSetup): string {
  // "<" is written as an escape, so that no text in the data can end the script element.
  const data = JSON.stringify(setup).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="sv" data-theme="default">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>LIKA</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/host/page.css" />
    <script type="application/json" id="setup">${data}</script>
    <script type="module" src="/host/page.js"></script>
  </head>
  <body></body>
</html>
`;
}
