import type { Page } from 'playwright-core';

/** One answer on its way from the tab to the service. */
export interface SentAnswer {
  readonly assessment: string;
  readonly indicator: string;
  readonly option: string | null;
  readonly comment: string | null;
  /** The Entra object id that the call speaks for. */
  readonly person: string;
}

const ANSWER = /\/api\/assessments\/([^/]+)\/answers\/([^/?]+)$/;

/** Every answer that the page sends from now on, in order; those that don't arrive too. */
export function recordSaves(page: Page): readonly SentAnswer[] {
  const sent: SentAnswer[] = [];
  page.on('request', (request) => {
    const [, assessment, indicator] = ANSWER.exec(request.url()) ?? [];
    if (request.method() !== 'PUT' || assessment === undefined || indicator === undefined) return;
    const { option, comment } = request.postDataJSON() as Pick<SentAnswer, 'option' | 'comment'>;
    sent.push({ assessment, indicator, option, comment, person: personOf(request.headers()['authorization'] ?? '') });
  });
  return sent;
}

function personOf(authorization: string): string {
  const claims = JSON.parse(Buffer.from(authorization.split('.')[1] ?? '', 'base64url').toString()) as { oid: string };
  return claims.oid;
}

/** Answers don't reach the service from now on; everything else does. Undone with `letThrough`. */
export async function holdUp(page: Page, how: 'cut' | { readonly status: number } = 'cut'): Promise<void> {
  await page.route(ANSWER, (route) => {
    if (route.request().method() !== 'PUT') return route.continue();
    if (how === 'cut') return route.abort('connectionreset');
    return route.fulfill({ status: how.status, contentType: 'text/plain', body: 'no' });
  });
}

export async function letThrough(page: Page): Promise<void> {
  await page.unroute(ANSWER);
}
