/** The states of a talk after the vote: how the answers fell, and what comes of it. */
import { textsIn } from '../../texts.ts';
import type { ServiceLanguage } from '../../texts.ts';
import type { Distribution, RevealedDiscussion, SettledDiscussion, ThinDiscussion } from './discussion.ts';
import { clamp } from './escape.ts';
import { SHORT, choiceSet, column, columnSet, execute, note, openUrl, present, runs, showCard, text } from './parts.ts';
import type { Part } from './parts.ts';
import { bar, pills } from './picture.ts';

/** What a state adds to the card. */
interface Content {
  readonly body: Part[];
  readonly actions: Part[];
}

const CONCLUSION_MAX = 600;
const TITLE_MAX = 200;

/** One line per level: pills and label, the bar, the number. Ej relevant only when somebody chose it. */
function bars({ options, answers }: Distribution, language: ServiceLanguage): Part[] {
  const t = textsIn(language);
  const top = Math.max(...options.map(({ level }) => level ?? 0));
  return options
    .filter(({ level, count }) => level !== null || count > 0)
    .map(({ level, label, count }, index) =>
      columnSet(
        [
          column('16px', [
            level === null
              ? text('–', { isSubtle: true, horizontalAlignment: 'center' })
              : pills(level, top, t('card.discussion.level', { level, top })),
          ]),
          column(4, [text(label)]),
          column(7, [bar(answers > 0 ? count / answers : 0, t('card.discussion.bar', { count, answers }))], {
            spacing: 'small',
          }),
          column('20px', [text(String(count), { weight: 'bolder', horizontalAlignment: 'right' })], {
            spacing: 'small',
          }),
        ],
        { spacing: index === 0 ? 'medium' : 'small' },
      ),
    );
}

function apart({ spread }: Distribution, language: ServiceLanguage): Part | null {
  if (!spread) return null;
  const t = textsIn(language);
  const { levels, highest, lowest } = spread;
  if (levels === 0)
    return runs([{ text: t('card.discussion.agree', { option: highest }), strong: true }], { spacing: 'medium' });
  const question = levels === 1 ? 'card.discussion.near' : 'card.discussion.askApart';
  return runs(
    [
      { text: t('card.discussion.apart', { count: levels, number: t(`card.number.${levels}`) }), strong: true },
      { text: t(question, { highest, lowest }) },
    ],
    { spacing: 'medium' },
  );
}

function fall(view: Distribution, language: ServiceLanguage): Part[] {
  const t = textsIn(language);
  const [low, high] = view.middle;
  const middle =
    low === undefined
      ? []
      : [
          high === undefined
            ? t('card.discussion.middle', { option: low })
            : t('card.discussion.between', { low, high }),
        ];
  return present([
    ...bars(view, language),
    apart(view, language),
    note([t('card.discussion.answers', { count: view.answers }), ...middle].join(' '), { spacing: 'small' }),
    view.headAnswer !== null &&
      note(t('card.discussion.headAnswer', { option: view.headAnswer }), { spacing: 'small' }),
  ]);
}

/** The answers lie open: talk, then vote once more or let it stand. */
export function shown(view: RevealedDiscussion, language: ServiceLanguage): Content {
  const t = textsIn(language);
  const data = { discussion: view.discussion };
  return {
    body: fall(view, language),
    actions: view.mayDecide
      ? [
          execute(t('card.discussion.voteAgain'), 'discussion.again', data, { style: 'positive' }),
          execute(t('card.discussion.settle'), 'discussion.settle', data),
        ]
      : [],
  };
}

/** Done voting: what the group concluded, and what is made of it. */
export function decided(view: SettledDiscussion, language: ServiceLanguage): Content {
  const t = textsIn(language);
  const outcome =
    view.conclusion === null
      ? []
      : [
          {
            type: 'Container',
            style: 'emphasis',
            spacing: 'medium',
            items: [note(t('card.discussion.conclusion')), text(view.conclusion, { spacing: 'none', maxLines: 12 })],
          },
        ];
  return {
    body: present([
      ...fall(view, language),
      ...outcome,
      view.taken !== null && note(t('card.discussion.taken', { option: view.taken }), { spacing: 'medium' }),
      view.action &&
        note(t('card.discussion.becameAction', { title: clamp(view.action.title, SHORT) }), { spacing: 'small' }),
    ]),
    actions: present([
      view.mayConclude && conclude(view, language),
      view.take && take(view, view.take.preset, language),
      view.mayAct && !view.action && act(view, language),
      view.action && openUrl(t('card.discussion.openAction'), view.action.url),
    ]),
  };
}

function conclude({ discussion, conclusion }: SettledDiscussion, language: ServiceLanguage): Part {
  const t = textsIn(language);
  return showCard(
    t(conclusion === null ? 'card.discussion.conclude' : 'card.discussion.concludeAnew'),
    [
      {
        type: 'Input.Text',
        id: 'conclusion',
        label: t('card.discussion.concludeLabel'),
        isMultiline: true,
        maxLength: CONCLUSION_MAX,
        ...(conclusion === null ? {} : { value: clamp(conclusion, CONCLUSION_MAX) }),
      },
    ],
    [execute(t('card.save'), 'discussion.conclude', { discussion }, { inputs: true, style: 'positive' })],
    conclusion === null ? { style: 'positive' } : {},
  );
}

function take({ discussion, options }: SettledDiscussion, preset: string | null, language: ServiceLanguage): Part {
  const t = textsIn(language);
  return showCard(
    t('card.discussion.take'),
    [
      choiceSet(
        'option',
        t('card.discussion.takeLabel'),
        options.map(({ key, label }) => ({ title: label, value: key })),
        preset === null ? {} : { value: preset },
      ),
    ],
    [execute(t('card.discussion.takeSave'), 'discussion.take', { discussion }, { inputs: true, style: 'positive' })],
  );
}

function act({ discussion }: SettledDiscussion, language: ServiceLanguage): Part {
  const t = textsIn(language);
  return showCard(
    t('card.discussion.act'),
    [
      { type: 'Input.Text', id: 'title', label: t('card.discussion.actLabel'), maxLength: TITLE_MAX },
      note(t('card.discussion.actNote'), { spacing: 'small' }),
    ],
    [execute(t('card.discussion.actSave'), 'discussion.action', { discussion }, { inputs: true, style: 'positive' })],
  );
}

/** Too few answered: nothing is shown, not even later. */
export function refused(view: ThinDiscussion, language: ServiceLanguage): Content {
  const t = textsIn(language);
  return {
    body: [text(t('card.discussion.tooFew', { count: view.answers }), { spacing: 'medium' })],
    actions: view.mayDecide
      ? [execute(t('card.discussion.voteAgain'), 'discussion.again', { discussion: view.discussion })]
      : [],
  };
}
