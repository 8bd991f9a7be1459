import { createHash } from 'node:crypto';
import type { Response } from 'express';
import type { EntraError } from './entra-errors.ts';
import { STYLE } from './page-style.ts';
import { wordsOf } from './texts.ts';
import type { Language, Say } from './texts.ts';

/** Someone who may be signed in. */
interface Account {
  name: string;
  userPrincipalName: string;
}

export interface Asked {
  /** Delegated scopes. */
  delegated: readonly string[];
  /** Application permissions. */
  application: readonly string[];
}

interface Page {
  response: Response;
  say: Say;
  language: Language;
  /** Origins that a form's answer may lead to: the service's, beside this one. */
  leadsTo: string;
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${String(sign.codePointAt(0))};`);

const STYLE_HASH = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

/**
 * Sends a page that runs no script, is framed by nobody, and whose form leads to the app alone. A form goes back to the
 * page's own address, which carries the whole request.
 */
function send({ response, language, say, leadsTo }: Page, status: number, title: string, body: string): void {
  const policy = `default-src 'none'; style-src ${STYLE_HASH}; form-action 'self' ${leadsTo}; base-uri 'none'; frame-ancestors 'none'`;
  response
    .status(status)
    .set({ 'Content-Security-Policy': policy, 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' })
    .type('html')
    .send(
      `<!doctype html><html lang="${language}"><head><meta charset="utf-8" /><meta name="viewport" content="width=device-width, initial-scale=1" />` +
        `<title>${escaped(title)}</title><link rel="icon" href="data:," /><style>${STYLE}</style></head>` +
        `<body><main><h1>${escaped(title)}</h1>${body}<p class="small">${escaped(say('local'))}</p></main></body></html>`,
    );
}

const who = (say: Say, { name, userPrincipalName }: Account) =>
  `<p class="who"><span class="small">${escaped(say('signedInAs'))}</span> <strong>${escaped(name)}</strong> <span class="small">${escaped(userPrincipalName)}</span></p>`;

const button = (value: string, text: string, look: string) =>
  `<button type="submit" name="decision" value="${value}" class="${look}">${escaped(text)}</button>`;

/** The list of what is asked for; `mark` says of a scope that it waits for an administrator. */
function list(say: Say, asked: Asked, mark: (scope: string) => boolean): string {
  const item = (words: string, name: string, note: string) =>
    `<li><span>${escaped(words)}</span> <code>${escaped(name)}</code>${note ? ` <span class="note">${escaped(note)}</span>` : ''}</li>`;
  const delegated = asked.delegated.map((name) =>
    item(wordsOf(say, 'scopes', name), name, mark(name) ? say('onlyAdmin') : ''),
  );
  const application = asked.application.map((name) => item(wordsOf(say, 'roles', name), name, say('withoutPerson')));
  return `<ul>${[...delegated, ...application].join('')}</ul>`;
}

interface Consenting extends Page {
  app: string;
  tenant: string;
  account: Account;
  asked: Asked;
}

/** Asks a person for consent; an administrator may give it for everybody. */
export function askForConsent(page: Consenting & { mayGrantAll: boolean }): void {
  const { say, app, tenant, account, asked, mayGrantAll } = page;
  const all = mayGrantAll
    ? `<p><label><input type="checkbox" name="for_all" value="1" /> ${escaped(say('forAll', { tenant }))}</label></p>`
    : '';
  const body =
    `${who(say, account)}<p>${escaped(say('app', { app }))}</p>${list(say, asked, () => false)}` +
    `<form method="post">${all}<p class="small">${escaped(say('promise'))}</p>` +
    `<div class="buttons">${button('accept', say('accept'), 'primary')}${button('cancel', say('cancel'), 'quiet')}</div></form>`;
  send(page, 200, say('title.consent'), body);
}

/** Asks an administrator for consent for everybody. */
export function askAdministrator(page: Consenting): void {
  const { say, app, tenant, account, asked } = page;
  const body =
    `${who(say, account)}<p>${escaped(say('adminApp', { app, tenant }))}</p>${list(say, asked, () => false)}` +
    `<form method="post"><p class="small">${escaped(say('adminPromise'))}</p>` +
    `<div class="buttons">${button('accept', say('accept'), 'primary')}${button('cancel', say('cancel'), 'quiet')}</div></form>`;
  send(page, 200, say('title.admin'), body);
}

/** Says that an administrator has to consent first. */
export function showWaiting(page: Consenting & { needs: (scope: string) => boolean }): void {
  const { say, app, tenant, account, asked, needs } = page;
  const body =
    `${who(say, account)}<p>${escaped(say('waitingApp', { app, tenant }))}</p>${list(say, asked, needs)}` +
    `<form method="post"><div class="buttons">${button('cancel', say('back'), 'quiet')}</div></form>`;
  send(page, 200, say('title.waiting'), body);
}

/** Lets a visitor say who they are; each account leads on to an address. */
export function showAccounts(page: Page, accounts: readonly (Account & { href: string })[]): void {
  const items = accounts.map(
    ({ name, userPrincipalName, href }) =>
      `<li><a href="${escaped(href)}">${escaped(name)}</a> <span class="small">${escaped(userPrincipalName)}</span></li>`,
  );
  send(page, 200, page.say('title.account'), `<ul>${items.join('')}</ul>`);
}

/** Shows what Entra shows instead of sending anybody on: the request itself is wrong. */
export function showFault(page: Page, fault: EntraError): void {
  const text = `AADSTS${String(fault.code)}: ${fault.text}`;
  send(page, fault.status, page.say('title.wrong'), `<p lang="en">${escaped(text)}</p>`);
}
