import { FluentProvider } from '@fluentui/react-components';
import { QueryClientProvider } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { ReactElement } from 'react';
import { BrowserRouter } from 'react-router';
import { HostContext } from '../parts/host.ts';
import { queryClient } from '../parts/queries.ts';
import { themeStore } from './boot.ts';
import type { Start } from './boot.ts';
import { OutsideRoutes, TabRoutes } from './routes.tsx';
import { THEMES } from './theme.ts';
import styles from './App.module.css';

/** The tab: theme, data and addresses around the views. */
export function App({ start }: { readonly start: Start }): ReactElement {
  const theme = useSyncExternalStore(themeStore.subscribe, themeStore.get);
  return (
    <FluentProvider theme={THEMES[theme]}>
      <div className={styles.app}>
        {start.kind === 'outside' ? (
          <OutsideRoutes />
        ) : (
          <HostContext value={start.host}>
            <QueryClientProvider client={queryClient}>
              <BrowserRouter basename={import.meta.env.BASE_URL.replace(/\/$/, '')}>
                <TabRoutes />
              </BrowserRouter>
            </QueryClientProvider>
          </HostContext>
        )}
      </div>
    </FluentProvider>
  );
}
