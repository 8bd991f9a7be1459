/**
 * What can be said to the bot, in Swedish and English: the one list that understanding, the help, the manifest and the
 * tests stand on. In the order in which they are told to people.
 */

export type CommandKind =
  | 'help'
  | 'status'
  | 'result'
  | 'discuss'
  | 'actions'
  | 'my-actions'
  | 'remind'
  | 'schedule'
  | 'language'
  | 'hello'
  | 'thanks';

export interface CommandWords {
  readonly kind: CommandKind;
  /** The word that people are taught. */
  readonly word: { readonly sv: string; readonly en: string };
  /** What may follow it. */
  readonly takes: 'about' | 'when' | 'to' | null;
  /** Everything that is understood, the taught words among them. */
  readonly phrases: readonly string[];
}

function command(
  kind: CommandKind,
  [sv, en]: readonly [string, string],
  takes: CommandWords['takes'],
  ...others: readonly string[]
): CommandWords {
  return { kind, word: { sv, en }, takes, phrases: [...new Set([sv, en, ...others])] };
}

export const COMMANDS: readonly CommandWords[] = [
  command(
    'help',
    ['hjälp', 'help'],
    null,
    ...['hjälpa', 'hur gör jag', 'hur gör man', 'hur funkar det', 'hur fungerar det', 'vad kan du', 'vad kan man göra'],
    ...['kommandon', 'how do i', 'how does it work', 'how does this work', 'what can you do', 'commands'],
  ),
  command(
    'status',
    ['status', 'status'],
    null,
    ...[
      'läget',
      'läge',
      'nuläge',
      'nuläget',
      'hur går det',
      'hur ligger vi till',
      'hur långt har vi kommit',
      'var är vi',
    ],
    ...['var står vi', 'progress', 'how is it going', 'hows it going', 'how are we doing', 'where are we'],
    ...['where do we stand'],
  ),
  command(
    'result',
    ['resultat', 'result'],
    null,
    ...[
      'resultatet',
      'resultaten',
      'diagram',
      'diagrammet',
      'spindel',
      'spindeln',
      'spindeldiagram',
      'poäng',
      'hur gick det',
    ],
    ...['results', 'score', 'scores', 'chart', 'spider', 'spider chart'],
  ),
  command(
    'discuss',
    ['diskutera', 'discuss'],
    'about',
    ...['diskussion', 'prata', 'prata om', 'samtal', 'samtal om', 'samtala', 'rösta', 'omröstning', 'discussion'],
    ...['talk about', 'vote'],
  ),
  command(
    'actions',
    ['insatser', 'actions'],
    null,
    ...['insats', 'insatserna', 'våra insatser', 'åtgärder', 'plan', 'planen', 'handlingsplan', 'handlingsplanen'],
    ...['uppgifter', 'action', 'action plan', 'our actions', 'tasks'],
  ),
  command(
    'my-actions',
    ['mina insatser', 'my actions'],
    null,
    ...['mina uppgifter', 'mina åtgärder', 'min insats', 'min plan', 'vad ska jag göra', 'my action', 'my tasks'],
    ...['my plan', 'what should i do'],
  ),
  command(
    'remind',
    ['påminn', 'remind'],
    'when',
    ...['påminn mig', 'påminna', 'påminnelse', 'påminnelser', 'påminnelserna', 'remind me', 'reminder', 'reminders'],
  ),
  command('schedule', ['schema', 'schedule'], null, 'schemat', 'tider', 'tiderna', 'rytm', 'schemalägg', 'times'),
  command(
    'language',
    ['språk', 'language'],
    'to',
    ...['språket', 'byt språk', 'ändra språk', 'svenska', 'på svenska', 'engelska', 'på engelska', 'change language'],
    ...['swedish', 'english', 'in english', 'in swedish'],
  ),
  command(
    'hello',
    ['hej', 'hello'],
    null,
    ...['hejsan', 'hej hej', 'hallå', 'tjena', 'tja', 'god morgon', 'godmorgon', 'god dag', 'goddag', 'hi', 'hey'],
    ...['good morning', 'good afternoon'],
  ),
  command(
    'thanks',
    ['tack', 'thanks'],
    null,
    ...['tackar', 'tusen tack', 'tack så mycket', 'tack för', 'thank you', 'thanks for', 'thank you for', 'thx'],
  ),
];
