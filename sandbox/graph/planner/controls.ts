import { Router, json } from 'express';
import { z } from 'zod';
import { badRequest, problem } from '../../problems.ts';
import { isObject } from '../call.ts';
import type { Graph } from '../call.ts';

const bars = z.union([
  z.strictObject({ person: z.string(), barred: z.boolean() }),
  z.strictObject({ team: z.string(), archived: z.boolean() }),
]);

/**
 * What a test or a demonstration sets in Planner: GET, POST and DELETE /limits (Planner's limits, and how fast things
 * go); GET and POST /bars (`{person, barred}` closes Planner to a person, `{team, archived}` archives a group's plans;
 * both by id or key).
 */
export function plannerControls(graph: Graph): Router {
  const router = Router();
  const { limits } = graph.planner;
  router.get('/limits', (_request, response) => {
    response.json(limits.all());
  });
  router.post('/limits', json(), (request, response) => {
    const wanted: unknown = request.body;
    const faults = isObject(wanted) ? limits.set(wanted) : ['(body)'];
    if (faults.length > 0) response.status(400).json({ unknownOrNoNumber: faults, known: limits.all() });
    else response.json(limits.all());
  });
  router.delete('/limits', (_request, response) => {
    limits.reset();
    response.json(limits.all());
  });
  router.get('/bars', (_request, response) => {
    response.json(graph.planner.bars.all());
  });
  router.post('/bars', json(), (request, response) => {
    const wanted = bars.safeParse(request.body);
    if (!wanted.success) return badRequest(response, wanted.error);
    if (!setBar(graph, wanted.data)) return problem(response, 404, 'No such person or team');
    response.json(graph.planner.bars.all());
  });
  return router;
}

function setBar({ context: { directory }, planner }: Graph, wanted: z.output<typeof bars>): boolean {
  const found = 'person' in wanted ? directory.person(wanted.person) : directory.team(wanted.team);
  if (!found) return false;
  if ('person' in wanted) planner.bars.set('barred', found.id, wanted.barred);
  else planner.bars.set('archived', found.id, wanted.archived);
  return true;
}
