import type { RequestHandler } from 'express';
import { z } from 'zod';
import { NotFound } from '../errors.ts';
import { adminConsentUrl, consentUrl } from '../graph/consent-links.ts';
import type { ConsentSettings } from '../graph/consent-links.ts';
import type { RightState } from '../graph/rights-desk.ts';
import { RIGHT_KEYS, RIGHTS } from '../graph/rights.ts';
import type { Right } from '../graph/rights.ts';
import { route } from './route.ts';
import type { Call } from './route.ts';
import { RightKey, RightParams, Rights, RightView } from './schemas/rights.ts';

export const rightRoutes = [
  route({
    method: 'get',
    path: '/rights',
    summary: 'What LIKA asks Microsoft 365 for, and how each right stands for me',
    permission: 'role',
    answers: { 200: Rights },
    // Entra is asked when the transaction is over: it may take its time.
    handle: (call) =>
      Promise.resolve({
        later: async () => {
          const { rights } = call.services;
          const views = RIGHT_KEYS.map(async (right) => view(call, right, await rights.state(call.person, right)));
          return { status: 200, body: { rights: await Promise.all(views) } };
        },
      }),
  }),
  route({
    method: 'post',
    path: '/rights/{right}/retry',
    summary: 'Looks anew whether I have the right, and lets go on what waited for it',
    permission: 'role',
    params: RightParams,
    answers: { 200: RightView },
    handle: (call, { params: { right } }) =>
      Promise.resolve({
        later: async () => ({
          status: 200,
          body: await view(call, right, await call.services.rights.retry(call.person, right)),
        }),
      }),
  }),
];

async function view({ services, person }: Call, right: Right, state: RightState): Promise<RightView> {
  const { delegated, application, resourceSpecific, adminOnly } = RIGHTS[right];
  return {
    key: right,
    state,
    scopes: [...delegated, ...resourceSpecific],
    adminOnly,
    onItsOwn: application.length === 0 ? null : await services.rights.onItsOwn(person.tenant, right),
    adminConsentUrl: adminConsentUrl(services.settings, person.tenant, right),
  };
}

const Asked = z.object({
  right: RightKey,
  tenant: z.guid(),
  /** The window that asks knows by it that the answer is to its own question. */
  state: z.string().regex(/^[\w-]{16,64}$/),
  hint: z.string().min(1).max(256).nullable().default(null),
});

/**
 * The start of the window in which a person gives a right: Teams opens only addresses of the tab's own domain, and this
 * one leads on to Entra. It says nothing that isn't public, so it needs no sign-in; it leads to Entra alone.
 */
export function consentStart(settings: ConsentSettings): RequestHandler {
  return (request, response) => {
    const asked = Asked.safeParse(request.query);
    if (!asked.success || RIGHTS[asked.data.right].delegated.length === 0) throw new NotFound();
    response.set('Cache-Control', 'no-store').redirect(consentUrl(settings, asked.data));
  };
}
