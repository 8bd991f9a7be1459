import { useId } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Audience } from '../../bot/api/schemas/assessments.ts';
import { Face } from '../fluent/Face.tsx';
import { BuildingIcon, LockIcon, PeopleIcon } from '../parts/icons.tsx';
import { useUnit } from '../parts/unit.ts';
import { useGenitive } from './genitive.ts';
import type { Level } from './levels.ts';
import styles from './LevelCards.module.css';

interface LevelCardsProps {
  readonly levels: readonly Level[];
  readonly level: Level;
  readonly current: Level;
  readonly audience: Audience;
  readonly choose: (level: Level) => void;
}

const ICONS = { author: LockIcon, team: PeopleIcon, municipality: BuildingIcon } as const;

/** The levels of sharing as radio cards, each with who they are and what they see. */
export function LevelCards({ levels, level, current, audience, choose }: LevelCardsProps): ReactElement {
  const { t } = useTranslation();
  const { name, area } = useUnit();
  const genitive = useGenitive();
  const group = useId();
  const areaName = area === null ? null : genitive(area.name);
  const texts: Readonly<Record<Level, string>> = {
    author: t('share.level.author.text'),
    team: t('share.level.team.text', { count: audience.team.count }),
    municipality:
      areaName === null
        ? t('share.level.municipality.textNoArea')
        : t('share.level.municipality.text', { area: areaName }),
  };
  return (
    <fieldset className={styles.cards}>
      <legend className="visually-hidden">{t('share.level.legend')}</legend>
      {levels.map((each) => {
        const Icon = ICONS[each];
        return (
          <label key={each} className={styles.card}>
            <input
              className={styles.radio}
              type="radio"
              name={group}
              checked={each === level}
              onChange={() => choose(each)}
              aria-labelledby={`${group}-${each}`}
              aria-describedby={`${group}-${each}-text`}
            />
            <span className={styles.icon}>
              <Icon />
            </span>
            <span className={styles.words}>
              <span id={`${group}-${each}`} className={styles.title}>
                {t(`share.level.${each}.title`, { unit: genitive(name) })}
              </span>
              <span id={`${group}-${each}-text`}>
                {texts[each]}
                {each === current && ` ${t('share.level.current')}`}
              </span>
              {each === 'municipality' && <People audience={audience} />}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}

const FACES_MAX = 5;

/** Those in the municipality who will see it: by name where Teams has told the names, else how many. */
function People({ audience }: { readonly audience: Audience }): ReactElement {
  const { t } = useTranslation();
  const { people, count } = audience.municipality;
  const names = people.flatMap(({ name }) => name ?? []);
  if (names.length === 0) return <span className={styles.count}>{t('share.level.persons', { count })}</span>;
  const rest = count - Math.min(names.length, FACES_MAX);
  return (
    <span className={styles.people}>
      {names.slice(0, FACES_MAX).map((name) => (
        <Face key={name} name={name} size={24} />
      ))}
      <span className={styles.names}>
        {names.slice(0, FACES_MAX).join(', ')}
        {rest > 0 && ` ${t('share.level.andMore', { count: rest })}`}
      </span>
    </span>
  );
}
