import pg from 'pg';
import type { Log } from '../log.ts';

/** The channel by which the database tells every sender that something new is to go out. */
export const SENDS = 'lika_send';
const RECONNECT_AFTER_MS = 500;

/**
 * Calls `woken` when something was put in the queue, on a connection of its own that is taken up again when it breaks.
 * What is told meanwhile is lost: a sender also looks by itself.
 */
export function openSendSignal(url: string, log: Log, woken: () => void): { stop(): Promise<void> } {
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;

  const broken = (from: pg.Client): void => {
    if (client !== from) return;
    client = null;
    if (!stopped) timer = setTimeout(() => void connect(), RECONNECT_AFTER_MS);
  };
  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: url, application_name: 'lika-sender', keepAlive: true });
    client = next;
    next.on('error', (error) => {
      log.warn({ reason: error.message }, 'the sender lost the connection that wakes it');
      broken(next);
    });
    next.on('end', () => broken(next));
    next.on('notification', woken);
    try {
      await next.connect();
      await next.query(`listen ${SENDS}`);
      woken();
    } catch (error) {
      log.warn({ reason: (error as Error).message }, 'the sender can’t be woken yet');
      broken(next);
      void next.end().catch(() => undefined);
    }
  };

  void connect();
  return {
    async stop() {
      stopped = true;
      if (timer) clearTimeout(timer);
      const last = client;
      client = null;
      await last?.end().catch(() => undefined);
    },
  };
}
