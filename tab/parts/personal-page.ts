import type { MouseEvent } from 'react';
import { useNavigate } from 'react-router';
import { useHost } from './host.ts';
import { goToPersonalPage } from './teams.ts';
import type { PersonalPage } from './teams.ts';

interface LinkToPage {
  readonly to: string;
  readonly onClick: (event: MouseEvent<HTMLAnchorElement>) => void;
}

/** What makes a link lead to a page of the personal app, so that Teams' own tabs say where one is. */
export function usePersonalPage(): (page: PersonalPage) => LinkToPage {
  const { personalPage } = useHost();
  const navigate = useNavigate();
  return (page) => {
    const to = `/${page}`;
    return {
      to,
      onClick: (event) => {
        const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0;
        if (isElsewhere || personalPage === null || personalPage === page) return;
        event.preventDefault();
        void goToPersonalPage(page).then((isThere) => {
          if (!isThere) void navigate(to);
        });
      },
    };
  };
}
