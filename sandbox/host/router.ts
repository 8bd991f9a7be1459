import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Router, json } from 'express';
import { z } from 'zod';
import { ActivityFeed } from '../activity-feed.ts';
import type { SandboxContext } from '../context.ts';
import { badRequest, problem } from '../problems.ts';
import { contentPolicy, hostDocument } from './document.ts';
import type { ConfiguredTab, HostSetup } from './setup.ts';

const configured = z.strictObject({
  channel: z.string(),
  entityId: z.string().min(1).max(64),
  contentUrl: z.url(),
  websiteUrl: z.url().optional(),
  removeUrl: z.url().optional(),
  suggestedDisplayName: z.string().max(128).optional(),
});

/** The host page and what its browser part asks the sandbox for. */
export function hostRouter(context: SandboxContext): Router {
  const { settings, directory, issuer } = context;
  const tabs = context.state.section<Record<string, ConfiguredTab>>('tabs', () => ({}));
  const activities = new ActivityFeed(context);
  const router = Router();

  router.get('/', (_request, response) => {
    response.set('Content-Security-Policy', contentPolicy(settings.serviceUrl));
    response.set({
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
    });
    response.type('html').send(hostDocument(setupOf(context, tabs.value)));
  });
  router.get('/host/setup', (_request, response) => {
    response.set('Cache-Control', 'no-store').json(setupOf(context, tabs.value));
  });
  router.get('/host/activities', (request, response) => {
    const { person: named } = request.query;
    const person = typeof named === 'string' ? directory.person(named) : undefined;
    if (!person) return problem(response, 404, 'No such person');
    response.set('Cache-Control', 'no-store').json(activities.of(person.id));
  });
  router.post('/host/activities/read', json(), (request, response) => {
    const seen = z.strictObject({ person: z.string(), id: z.string() }).safeParse(request.body);
    const person = seen.success ? directory.person(seen.data.person) : undefined;
    if (!seen.success || !person) return problem(response, 404, 'No such person');
    activities.markRead(person.id, seen.data.id);
    response.json(activities.of(person.id));
  });
  router.get('/host/:file', (request, response) => {
    const { file } = request.params;
    const path = join(settings.pageFolder, file);
    if (!/^page\.(js|css)(\.map)?$/.test(file) || !existsSync(path)) return problem(response, 404, 'Not found');
    response.set('Cache-Control', 'no-cache').sendFile(path, { dotfiles: 'allow' });
  });
  router.put('/host/tabs', json(), (request, response) => {
    const tab = configured.safeParse(request.body);
    if (!tab.success) return badRequest(response, tab.error);
    const { channel, ...rest } = tab.data;
    if (!directory.teamOfChannel(channel) && !directory.ownChannel(channel))
      return problem(response, 404, 'No such channel');
    if (new URL(rest.contentUrl).origin !== new URL(settings.serviceUrl).origin)
      return problem(response, 400, 'contentUrl is not in validDomains');
    tabs.value[channel] = rest;
    tabs.changed();
    response.json(rest);
  });
  router.post('/host/graph-token', json(), async (request, response) => {
    const body = z.strictObject({ person: z.string() }).safeParse(request.body);
    const person = body.success ? directory.person(body.data.person) : undefined;
    if (!person) return problem(response, 404, 'No such person');
    response.set('Cache-Control', 'no-store').json({ access_token: await issuer.signGraphToken(person) });
  });
  return router;
}

function setupOf({ settings, directory, clock }: SandboxContext, tabs: Record<string, ConfiguredTab>): HostSetup {
  const { serviceUrl, clientId, teamsAppId } = settings;
  return {
    serviceUrl,
    clientId,
    teamsAppId,
    people: directory.people.map(({ owns: _owns, ...person }) => person),
    teams: directory.teams.map(({ owners: _owners, instrument: _instrument, ownChannels, ...team }) => ({
      ...team,
      ownChannels: ownChannels.map(({ id, name, kind, members }) => ({ id, name, kind, members })),
    })),
    chats: directory.chats.map(({ app: _app, ...chat }) => chat),
    tenants: directory.tenants.map(({ id, name }) => ({ id, name })),
    tabs,
    now: clock.now().toISOString(),
    offsetMs: clock.offsetMs,
  };
}
