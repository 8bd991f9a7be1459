// The whole library: its elements register themselves when they load, which a bundler takes for unused code elsewhere.
import * as AC from 'adaptivecards/dist/adaptivecards.js';
import { cardLook } from './card-look.ts';
import { markdown } from './markdown.ts';

/** What a person does on a card. */
export interface CardActions {
  openUrl: (url: string) => void;
  /** Action.Execute or Action.Submit, with what the card's inputs hold merged into its data. */
  send: (action: { type: string; verb?: string | undefined; data: unknown; id?: string | undefined }) => void;
}

AC.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown(text);
  result.didProcess = true;
};

const look = new AC.HostConfig(cardLook);

/**
 * Draws an Adaptive Card.
 * @throws Error when it can't be parsed into anything.
 */
export function drawCard(content: unknown, actions: CardActions, lang: string): HTMLElement {
  const card = new AC.AdaptiveCard();
  card.hostConfig = look;
  card.lang = lang;
  card.parse(content);
  card.onExecuteAction = (action) => {
    if (action instanceof AC.OpenUrlAction) actions.openUrl(action.url ?? '');
    else if (action instanceof AC.ExecuteAction)
      actions.send({ type: 'Action.Execute', verb: action.verb, data: action.data, id: action.id });
    else if (action instanceof AC.SubmitAction)
      actions.send({ type: 'Action.Submit', data: action.data, id: action.id });
  };
  const drawn = card.render();
  if (!drawn) throw new Error('the card is empty');
  drawn.classList.add('card');
  for (const label of drawn.querySelectorAll('[role="group"]:not([aria-label])')) label.removeAttribute('role');
  return drawn;
}
