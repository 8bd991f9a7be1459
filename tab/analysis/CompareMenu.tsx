import { Menu, MenuItemCheckbox, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../parts/ActionLink.tsx';
import { AddIcon } from '../parts/icons.tsx';
import type { Choosing } from './choice.ts';
import { dateOfAssessment, useMonth } from './figures.ts';
import type { Figures } from './figures.ts';

interface CompareMenuProps {
  readonly figures: Figures;
  readonly choosing: Choosing;
}

/** Jämför med fler: any of the earlier assessments, as many as one wants. */
export function CompareMenu({ figures, choosing }: CompareMenuProps): ReactElement | null {
  const { t } = useTranslation();
  const month = useMonth();
  const { now, others, all } = figures;
  const rest = all.filter(({ id }) => id !== now.assessment.id);
  if (rest.length === 0) return null;
  return (
    <Menu
      checkedValues={{ compared: others.map(({ assessment }) => assessment.id) }}
      onCheckedValueChange={(_, { checkedItems }) => choosing.choose({ compared: checkedItems })}
    >
      <MenuTrigger disableButtonEnhancement>
        <ActionButton look="secondary" icon={<AddIcon size={16} />}>
          {t('analysis.compare.more')}
        </ActionButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {rest.map((assessment) => (
            <MenuItemCheckbox key={assessment.id} name="compared" value={assessment.id}>
              {month(dateOfAssessment(assessment))},{' '}
              {t(`analysis.state.${assessment.kind === 'own' ? 'own' : assessment.state}`)}
            </MenuItemCheckbox>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
