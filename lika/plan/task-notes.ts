/**
 * A task's notes: ours above a line, people's own beneath it. Planner has one field for both and nothing that keeps
 * anyone from typing anywhere in it, so what is typed above the line is moved beneath it, never dropped.
 */

/** The line is known again by its first sign and word, whatever language it was written in. */
const LINE = /^=== LIKA\b.*$/m;

export interface ReadNotes {
  /** What people wrote, wherever they wrote it. */
  readonly notes: string;
  /** Whether the text is just as LIKA writes it; otherwise it is to be written anew. */
  readonly isInOrder: boolean;
}

const tidy = (text: string): string => text.replace(/\r\n?/g, '\n').trim();

/** The notes as they stand in Planner. `line` is the words on the line, in the team's language. */
export function composeNotes(head: string, line: string, notes: string): string {
  const above = tidy(head);
  return [above, ...(above === '' ? [] : ['']), `=== LIKA: ${line} ===`, tidy(notes)].join('\n').trimEnd();
}

/**
 * What people wrote in a task's notes.
 * @param written what LIKA wrote above the line the last time
 */
export function readNotes(text: string, written: string): ReadNotes {
  const whole = tidy(text);
  const at = LINE.exec(whole);
  const above = tidy(at ? whole.slice(0, at.index) : whole);
  const beneath = at ? tidy(whole.slice(at.index + at[0].length)) : '';
  const added = above === tidy(written) ? '' : withoutOurs(above, written);
  return {
    notes: [added, beneath].filter((part) => part !== '').join('\n\n'),
    isInOrder: at !== null && above === tidy(written),
  };
}

/** The lines that aren't ours. Each of ours is taken away once, so that a repeated one counts as typed. */
function withoutOurs(text: string, written: string): string {
  const ours = tidy(written)
    .split('\n')
    .map((line) => line.trim());
  const kept = text.split('\n').filter((line) => {
    const known = ours.indexOf(line.trim());
    if (known >= 0) ours.splice(known, 1);
    return known < 0;
  });
  return tidy(kept.join('\n'));
}
