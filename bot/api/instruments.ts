import { z } from 'zod';
import { NotFound } from '../errors.ts';
import { route } from './route.ts';

/** An instrument's version never changes once it is in use. */
const FOR_GOOD = 'private, max-age=31536000, immutable';

export const instrumentRoutes = [
  route({
    method: 'get',
    path: '/instruments/{id}/{version}',
    summary: 'An instrument with its texts in one language',
    permission: 'instrument.read',
    params: z.object({ id: z.string().regex(/^[a-z0-9-]{1,64}$/), version: z.coerce.number().int().min(1).max(9999) }),
    query: z.object({
      language: z
        .string()
        .regex(/^[a-z]{2}$/)
        .default('sv'),
    }),
    answers: { 200: z.unknown() },
    handle: async (call, { params, query }) => {
      const { instruments } = call.services;
      const json =
        instruments.asJson(params.id, params.version, query.language) ??
        instruments.asJson(params.id, params.version, 'sv');
      if (!json) throw new NotFound();
      return { status: 200, text: json.text, headers: { ETag: json.etag, 'Cache-Control': FOR_GOOD } };
    },
  }),
];
