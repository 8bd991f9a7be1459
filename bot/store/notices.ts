import pg from 'pg';
import type { Log } from '../log.ts';

const RECONNECT_AFTER_MS = 500;

/** What is done with what the database tells. Each of the three may be called many times. */
export interface NoticeListener {
  readonly told: (payload: string | undefined) => void;
  /** The connection is there (again): what was told before it was is lost. */
  readonly connected: () => void;
  readonly lost: () => void;
}

/**
 * Listens to a channel of the database (LISTEN/NOTIFY) on a connection of its own, which is taken up again when it
 * breaks. `name` is the connection's in the database and the log's.
 */
export function listenTo(
  channel: string,
  { url, name, log }: { readonly url: string; readonly name: string; readonly log: Log },
  listener: NoticeListener,
): { stop(): Promise<void> } {
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;

  const broken = (from: pg.Client): void => {
    if (client !== from) return;
    client = null;
    listener.lost();
    if (!stopped) timer = setTimeout(() => void connect(), RECONNECT_AFTER_MS);
  };
  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: url, application_name: name, keepAlive: true });
    client = next;
    next.on('error', (error) => {
      log.warn({ reason: error.message, name }, 'a listening connection was lost');
      broken(next);
    });
    next.on('end', () => broken(next));
    next.on('notification', ({ payload }) => listener.told(payload));
    try {
      await next.connect();
      await next.query(`listen ${channel}`);
      listener.connected();
    } catch (error) {
      log.warn({ reason: (error as Error).message, name }, 'the database can’t be listened to yet');
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
      listener.lost();
      await last?.end().catch(() => undefined);
    },
  };
}
