import { Router, json } from 'express';
import { z } from 'zod';
import type { Directory } from '../context.ts';
import { badRequest, problem } from '../problems.ts';
import type { Consent } from './consent.ts';

const names = z.array(z.string().regex(/^[\w.-]+$/, 'must be the name of a permission, e.g. Tasks.ReadWrite'));
const wanted = z.strictObject({
  /** Every tenant when left out. */
  tenant: z.string().optional(),
  delegated: names.optional(),
  application: names.optional(),
  person: z.string().optional(),
  scopes: names.optional(),
});

/**
 * GET /consent, and POST /consent: what administrators (`delegated`, `application`, in `tenant` or in every one) and a
 * person (`person`, `scopes`) have consented to. What is given replaces what was; what is left out stays.
 */
export function consentRouter(directory: Directory, consent: Consent): Router {
  const router = Router();
  router.get('/consent', (_request, response) => {
    response.json(consent.all());
  });
  router.post('/consent', json(), (request, response) => {
    const body = wanted.safeParse(request.body);
    if (!body.success) return badRequest(response, body.error);
    const { tenant, delegated, application, person: name, scopes } = body.data;
    if ((name === undefined) !== (scopes === undefined))
      return problem(response, 400, 'A person has scopes, and scopes belong to a person');
    const person = name === undefined ? undefined : directory.person(name);
    if (name !== undefined && !person) return problem(response, 404, 'No such person');
    const known = tenant === undefined ? null : directory.tenant(tenant);
    if (known === undefined) return problem(response, 404, 'No such tenant');
    if (delegated ?? application)
      for (const { id } of known ? [known] : directory.tenants)
        consent.setTenant(id, { ...(delegated ? { delegated } : {}), ...(application ? { application } : {}) });
    if (person && scopes) consent.setPerson(person, scopes);
    response.json(consent.all());
  });
  return router;
}
