import { createServer as createHttp } from 'node:http';
import type { Server } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Express } from 'express';
import { clockRouter, createClock } from './clock.ts';
import { connectorRouter } from './connector/router.ts';
import type { SandboxContext, SandboxSettings } from './context.ts';
import { loadDirectory } from './directory.ts';
import { createFaults, faultsRouter } from './faults.ts';
import { graphRouter } from './graph/router.ts';
import { filesByHand } from './graph/sharepoint/by-hand.ts';
import { sharePointRouter } from './graph/sharepoint/transfer.ts';
import { hostRouter } from './host/router.ts';
import { openAppCertificate } from './issuer/certificate.ts';
import type { AppCertificate } from './issuer/certificate.ts';
import { createCodes } from './issuer/codes.ts';
import { consentRouter } from './issuer/consent-api.ts';
import { keepConsent } from './issuer/consent.ts';
import { federatedRouter, managedIdentity } from './issuer/federated.ts';
import { openKeys } from './issuer/keys.ts';
import { peopleRouter } from './issuer/people.ts';
import { readRegistration } from './issuer/registration.ts';
import { issuerRouter } from './issuer/router.ts';
import { createTokens } from './issuer/tokens.ts';
import { createLog } from './log.ts';
import { problemHandler } from './problems.ts';
import { openState } from './state.ts';
import type { KeptState } from './state.ts';
import { serverCertificate } from './tls.ts';

/** A running local Microsoft 365. */
export interface RunningSandbox {
  context: SandboxContext;
  /** Starts afresh, as POST /reset does. */
  reset(): void;
  /** Ends open calls, writes what has changed and closes the ports. */
  stop(): Promise<void>;
}

/** Starts the local Microsoft 365 on its two ports. */
export async function startSandbox(settings: SandboxSettings): Promise<RunningSandbox> {
  const state = openState(settings.folder);
  const clock = createClock(state.section('clock', () => ({ ms: 0 })));
  const certificate = await serverCertificate(settings.folder, clock);
  const { app, issuer, context, reset } = assemble({
    settings,
    state,
    clock,
    certificate: await openAppCertificate(settings.folder, clock),
  });
  const servers = [createHttp(app), createHttps(certificate, issuer)] as const;
  await listen(servers[0], settings.port);
  await listen(servers[1], settings.tlsPort);
  return {
    context,
    reset,
    async stop() {
      await Promise.all(servers.map(close));
      state.close();
    },
  };
}

interface Base {
  settings: SandboxSettings;
  state: KeptState;
  clock: ReturnType<typeof createClock>;
  certificate: AppCertificate;
}

function assemble({ settings, state, clock, certificate }: Base) {
  const directory = loadDirectory(
    settings.peopleFile,
    state.section('members', () => ({})),
    state.section('accounts', () => ({})),
  );
  const faults = createFaults();
  const logs = { graph: createLog(clock), sharepoint: createLog(clock), connector: createLog(clock) };
  const keys = openKeys(settings.folder);
  const tokens = createTokens({ settings, directory, clock, keys });
  const listeners: (() => void)[] = [];
  const context: SandboxContext = {
    settings,
    directory,
    faults,
    clock,
    issuer: tokens,
    state,
    log: (kind) => logs[kind],
    onReset: (listener) => void listeners.push(listener),
  };
  const reset = () => {
    state.reset();
    faults.clear();
    for (const log of Object.values(logs)) log.clear();
    for (const listener of listeners) listener();
  };
  const registration = readRegistration(settings);
  const consent = keepConsent(
    registration,
    directory,
    state.section('consent', () => ({})),
  );
  const identity = managedIdentity(settings, keys, clock);
  const addresses = issuerRouter({
    settings,
    directory,
    faults,
    clock,
    keys,
    tokens,
    registration,
    consent,
    certificate,
    identity,
    codes: createCodes(clock),
  });

  const app = bare();
  app.use('/graph', graphRouter(context));
  app.use('/sharepoint', sharePointRouter(context));
  app.use('/host/files', filesByHand(context));
  app.use('/connector', connectorRouter(context));
  app.use(
    peopleRouter({ directory, faults, keys, tokens }),
    consentRouter(directory, consent),
    federatedRouter(identity, clock),
    faultsRouter(faults),
    clockRouter(clock),
    hostRouter(context),
    addresses,
  );
  app.post('/reset', (_request, response) => {
    reset();
    response.json({ reset: true });
  });
  app.use(problemHandler);
  const issuer = bare().use(addresses).use(problemHandler);
  return { app, issuer, context, reset };
}

function bare(): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  return app;
}

/** Listens on this machine alone: whoever reaches the sandbox may be anyone in it. */
function listen(server: Server, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve(server.address() as AddressInfo);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
