import { textsIn } from '../../texts.ts';
import type { ServiceLanguage } from '../../texts.ts';
import type { Card } from '../ports.ts';
import { actionSet, cardOf, heading, note, openUrl, overline, text } from './parts.ts';
import { clamp } from './escape.ts';

export interface BesideView {
  readonly unit: string;
  /** The file that somebody has changed, and the one that LIKA has put beside it. */
  readonly files: readonly {
    readonly theirs: { readonly name: string; readonly url: string };
    readonly ours: { readonly name: string; readonly url: string };
  }[];
}

const NAME_MAX = 90;

/** Somebody has changed a document in SharePoint: it stays, and a new one lies beside it. */
export function besideCard({ unit, files }: BesideView, language: ServiceLanguage): Card {
  const t = textsIn(language);
  const title = t('card.documents.title', { count: files.length });
  return cardOf({
    fallbackText: title,
    body: [
      overline(t('card.documents.about', { unit })),
      heading(title),
      text(t('card.documents.text', { count: files.length }), { spacing: 'small' }),
      ...files.flatMap(({ theirs, ours }) => [
        note(clamp(theirs.name, NAME_MAX), { spacing: 'medium', separator: true }),
        actionSet([openUrl(t('card.documents.theirs'), theirs.url), openUrl(t('card.documents.ours'), ours.url)], {
          spacing: 'small',
        }),
      ]),
    ],
  });
}
