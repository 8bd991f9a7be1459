/** The live feed: what others change in the unit is asked for anew. Read with fetch, which can carry the token. */
import { openStream, windowId } from './api.ts';
import { queryClient } from './queries.ts';

interface Change {
  readonly unit: string;
  readonly kind: 'answer' | 'assessment' | 'plan' | 'delivery' | 'schedule' | 'discussion' | 'documents';
  readonly id: string;
  /** The window that made the change. */
  readonly by: string | null;
}

/** By kind; a kind that a newer service may send is unknown here. */
const TOUCHES: Readonly<Record<string, readonly string[] | undefined>> = {
  answer: ['assessments'],
  assessment: ['assessments', 'me'],
  plan: ['plan', 'my-actions', 'follow-ups', 'planner-drift', 'blocks'],
  delivery: ['deliveries', 'plan'],
  schedule: ['schedule'],
  discussion: ['discussions'],
  documents: ['documents'],
};
/** What may have changed while nobody listened. */
const ALL = [
  'assessments',
  'plan',
  'follow-ups',
  'planner-drift',
  'deliveries',
  'schedule',
  'discussions',
  'documents',
] as const;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
/** Someone who answers quickly makes many changes; they are asked for together. */
const GATHER_MS = 300;

function renew(keys: Iterable<string>): void {
  for (const key of keys) void queryClient.invalidateQueries({ queryKey: [key] });
}

function changeOf(block: string): Change | null {
  const data = block
    .split('\n')
    .flatMap((line) => (line.startsWith('data:') ? line.slice(5).trim() : []))
    .join('\n');
  if (data === '') return null;
  try {
    return JSON.parse(data) as Change;
  } catch {
    return null;
  }
}

async function read(stream: ReadableStream<Uint8Array>, heard: (change: Change) => void): Promise<void> {
  const reader = stream.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + value.replaceAll('\r\n', '\n')).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const change = changeOf(block);
      if (change) heard(change);
    }
  }
}

/** Follows a unit until the returned function is called. Ends and faults are taken up again, a little later each time. */
export function followUnit(unit: string): () => void {
  const end = new AbortController();
  const touched = new Set<string>();
  let gathering: ReturnType<typeof setTimeout> | undefined;
  let wait = FIRST_WAIT_MS;

  const heard = (change: Change): void => {
    if (change.by === windowId) return;
    for (const key of TOUCHES[change.kind] ?? []) touched.add(key);
    gathering ??= setTimeout(() => {
      gathering = undefined;
      renew(touched);
      touched.clear();
    }, GATHER_MS);
  };
  const follow = async (isFirst: boolean): Promise<void> => {
    try {
      const stream = await openStream(`/events?unit=${encodeURIComponent(unit)}`, end.signal);
      // What happened while nobody listened is unknown, so all of it is asked for.
      if (!isFirst) renew(ALL);
      wait = FIRST_WAIT_MS;
      await read(stream, heard);
    } catch {
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    }
    if (!end.signal.aborted) setTimeout(() => void follow(false), wait * (0.75 + Math.random() / 2));
  };
  void follow(true);
  return () => {
    end.abort();
    clearTimeout(gathering);
  };
}
