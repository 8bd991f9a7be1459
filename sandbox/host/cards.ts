// The whole library: its elements register themselves when they load, which a bundler takes for unused code elsewhere.
import * as AC from 'adaptivecards/dist/adaptivecards.js';
import { cardLook } from './card-look.ts';
import { markdown } from './markdown.ts';

/** An action as Teams sends it: Action.Execute or Action.Submit, with what the card's inputs hold merged into its data. */
export interface CardAction {
  type: string;
  verb?: string | undefined;
  data: unknown;
  id?: string | undefined;
}

/** What a person does on a card. */
export interface CardActions {
  openUrl: (url: string) => void;
  /** Called once at a time: while it works, the card takes no other press. */
  send: (action: CardAction) => Promise<void>;
}

AC.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown(text);
  result.didProcess = true;
};

const look = new AC.HostConfig(cardLook);

/**
 * Draws an Adaptive Card. The library knows Action.Execute, so a fallback to Action.Submit stays unused, as in Teams.
 * @throws Error when it can't be parsed into anything.
 */
export function drawCard(content: unknown, actions: CardActions, lang: string): HTMLElement {
  const card = new AC.AdaptiveCard();
  card.hostConfig = look;
  card.lang = lang;
  card.parse(content);
  const drawn = card.render();
  if (!drawn) throw new Error('the card is empty');
  let isBusy = false;
  const send = async (action: CardAction) => {
    if (isBusy) return;
    isBusy = true;
    drawn.setAttribute('aria-busy', 'true');
    try {
      await actions.send(action);
    } finally {
      isBusy = false;
      drawn.removeAttribute('aria-busy');
    }
  };
  card.onExecuteAction = (action) => {
    if (action instanceof AC.OpenUrlAction) actions.openUrl(action.url ?? '');
    else if (action instanceof AC.ExecuteAction)
      void send({ type: 'Action.Execute', verb: action.verb, data: action.data, id: action.id });
    else if (action instanceof AC.SubmitAction) void send({ type: 'Action.Submit', data: action.data, id: action.id });
  };
  drawn.classList.add('card');
  if (isFullWidth(content)) drawn.classList.add('full');
  for (const label of drawn.querySelectorAll('[role="group"]:not([aria-label])')) label.removeAttribute('role');
  for (const field of drawn.querySelectorAll('.ac-input-container')) letLabelSpeak(field);
  return drawn;
}

/** `msteams: { width: 'Full' }` lets a card use the whole width of the conversation. */
function isFullWidth(content: unknown): boolean {
  const { msteams } = content as { msteams?: { width?: unknown } };
  return msteams?.width === 'Full';
}

/** A choice set that is drawn as radio buttons has a group's name read aloud from its label. */
function letLabelSpeak(field: Element): void {
  const label = field.querySelector('label');
  const group = field.querySelector('[role="radiogroup"]');
  if (label?.id && group && !group.hasAttribute('aria-labelledby')) group.setAttribute('aria-labelledby', label.id);
}
