/** A call from the tab, as teams-js posts it. */
interface TabCall {
  id: number;
  func: string;
  args: unknown[];
  uuidAsString?: string | undefined;
}

/** Answers a call: the reply's arguments, or nothing for calls that get no reply. */
export type Handler = (args: readonly unknown[]) => readonly unknown[] | null | Promise<readonly unknown[] | null>;

/** The host's end of the line to one framed tab. */
export interface TabLine {
  /** Sends an event that the tab has registered for; others would be lost, so they aren't sent. True when it was sent. */
  send(event: string, ...args: unknown[]): boolean;
  /** Sends an event whatever was registered (for those that teams-js names otherwise than it registers them). */
  push(event: string, ...args: unknown[]): void;
  hasRegistered(event: string): boolean;
  close(): void;
}

interface LineParts {
  /** Where messages arrive. */
  window: Pick<Window, 'addEventListener' | 'removeEventListener'>;
  /** The framed window at this moment; a frame's window object changes when it leaves the page. */
  tab: () => Pick<Window, 'postMessage'> | null;
  /** The only origin that is listened to and spoken to. */
  origin: string;
  handlers: Readonly<Record<string, Handler>>;
}

/**
 * Speaks teams-js' protocol with a framed tab: structured-clone objects, replies by id and uuid, events without an id.
 * Messages from another window or origin are ignored, and so are functions without a handler, as an older Teams does.
 */
export function openTabLine({ window, tab, origin, handlers }: LineParts): TabLine {
  let registered = new Set<string>();
  const post = (message: Record<string, unknown>) => tab()?.postMessage(message, origin);

  const answer = async (call: TabCall) => {
    const handler = Object.hasOwn(handlers, call.func) ? handlers[call.func] : undefined;
    const args = await handler?.(call.args);
    if (args)
      post({ id: call.id, uuidAsString: call.uuidAsString, monotonicTimestamp: performance.now(), args: [...args] });
  };
  const receive = (event: MessageEvent) => {
    if (event.source !== tab() || event.origin !== origin) return;
    const call = readCall(event.data);
    if (!call) return;
    // A page that starts anew has forgotten its handlers.
    if (call.func === 'initialize') registered = new Set();
    if (call.func === 'registerHandler') registered.add(String(call.args[0]));
    else void answer(call);
  };
  window.addEventListener('message', receive);

  return {
    send(event, ...args) {
      if (!registered.has(event)) return false;
      post({ func: event, args });
      return true;
    },
    push: (event, ...args) => void post({ func: event, args }),
    hasRegistered: (event) => registered.has(event),
    close() {
      window.removeEventListener('message', receive);
    },
  };
}

function readCall(data: unknown): TabCall | null {
  if (typeof data !== 'object' || data === null) return null;
  const { id, func, args, uuidAsString } = data as Record<string, unknown>;
  if (typeof id !== 'number' || typeof func !== 'string') return null;
  return {
    id,
    func,
    args: Array.isArray(args) ? (args as unknown[]) : [],
    uuidAsString: typeof uuidAsString === 'string' ? uuidAsString : undefined,
  };
}
