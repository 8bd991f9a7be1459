import {
  Field,
  Tag,
  TagPicker,
  TagPickerControl,
  TagPickerGroup,
  TagPickerInput,
  TagPickerList,
  TagPickerOption,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Face } from '../fluent/Face.tsx';
import { PEOPLE_AT_ONCE, peopleSearchQuery } from '../parts/more-queries.ts';
import type { PersonData } from '../parts/more-queries.ts';
import { usePlanPage } from './context.ts';
import styles from './PeoplePicker.module.css';

interface PeoplePickerProps {
  readonly label: string;
  readonly id: string;
  readonly chosen: readonly string[];
  readonly choose: (people: readonly string[]) => void;
  readonly isSingle?: boolean;
  /** Someone who isn't to be chosen here: the responsible one isn't also involved. */
  readonly without?: string | null;
  readonly fault?: string | undefined;
}

const SHOWN_AT_MOST = 50;

/** Those in whose name each typed word begins a word. */
function isMatch(name: string, typed: string): boolean {
  const words = name.toLocaleLowerCase().split(/[\s-]+/);
  return typed
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((start) => words.some((word) => word.startsWith(start)));
}

function usePeople(typed: string): readonly PersonData[] {
  const { unit, people } = usePlanPage();
  const isMore = people.length >= PEOPLE_AT_ONCE && typed.trim() !== '';
  const found = useQuery({ ...peopleSearchQuery(unit.id, typed.trim()), enabled: isMore });
  return isMore ? (found.data?.people ?? []) : people.filter(({ name }) => isMatch(name, typed));
}

/** Chooses people of the team: one who is responsible, or several who are involved. */
export function PeoplePicker(props: PeoplePickerProps): ReactElement {
  const { label, id, chosen, choose, isSingle = false, without = null, fault } = props;
  const { t } = useTranslation();
  const { peopleSource, peopleNeeds, nameOf } = usePlanPage();
  const [typed, setTyped] = useState('');
  const options = usePeople(typed)
    .filter((person) => person.id !== without && (isSingle || !chosen.includes(person.id)))
    .slice(0, SHOWN_AT_MOST);
  const name = (person: string): string => nameOf(person) ?? t('plan.person.unknown');
  return (
    <Field
      label={{ children: label, htmlFor: id }}
      {...(peopleSource === 'known' && peopleNeeds === null && { hint: t('plan.person.knownOnly') })}
      {...(fault !== undefined && { validationState: 'error', validationMessage: fault })}
    >
      <TagPicker
        selectedOptions={[...chosen]}
        onOptionSelect={(_, { value, selectedOptions }) => {
          if (value === 'no-match') return;
          setTyped('');
          choose(isSingle ? selectedOptions.slice(-1) : selectedOptions);
        }}
      >
        <TagPickerControl className={styles.control}>
          {chosen.length > 0 && (
            <TagPickerGroup aria-label={t('plan.person.chosen', { field: label })}>
              {chosen.map((person) => (
                <Tag
                  key={person}
                  value={person}
                  shape="circular"
                  size="small"
                  className={styles.tag}
                  media={<Face name={nameOf(person)} size={20} />}
                  dismissIcon={{ 'aria-label': t('plan.person.remove') }}
                >
                  {name(person)}
                </Tag>
              ))}
            </TagPickerGroup>
          )}
          <TagPickerInput
            id={id}
            aria-label={label}
            value={typed}
            placeholder={chosen.length === 0 ? t('plan.person.search') : ''}
            onChange={({ target }) => setTyped(target.value)}
            onBlur={() => setTyped('')}
          />
        </TagPickerControl>
        <TagPickerList className={styles.list}>
          {options.length === 0 ? (
            <TagPickerOption value="no-match">{t('plan.person.none')}</TagPickerOption>
          ) : (
            options.map((person) => (
              <TagPickerOption
                key={person.id}
                value={person.id}
                text={person.name}
                media={<Face name={person.name} size={24} />}
                {...(person.jobTitle !== null && { secondaryContent: person.jobTitle })}
              >
                {person.name}
              </TagPickerOption>
            ))
          )}
        </TagPickerList>
      </TagPicker>
    </Field>
  );
}
