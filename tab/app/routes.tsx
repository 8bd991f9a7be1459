/** The tab's addresses. Each view is a chunk of its own; the area page is what the tab is about, so it comes along. */
import { Suspense } from 'react';
import type { ReactElement } from 'react';
import { matchPath, Navigate, Route, Routes } from 'react-router';
import { AreaPage } from '../assess/AreaPage.tsx';
import { Loading } from '../parts/Loading.tsx';
import { UnitFrame } from './UnitFrame.tsx';
import { view } from './view.tsx';
import type { View } from './view.tsx';

const personalFrame = view(() => import('./PersonalFrame.tsx'), 'PersonalFrame');
const outside = view(() => import('../outside/Outside.tsx'), 'Outside');

/** Views of the unit in the frame's navigation. */
const UNIT_VIEWS: Readonly<Record<string, View>> = {
  '/': view(() => import('../now/Now.tsx'), 'Now'),
  '/assess': view(() => import('../assess/Overview.tsx'), 'Overview'),
  '/assess/check': view(() => import('../assess/CheckAnswers.tsx'), 'CheckAnswers'),
  '/analysis': view(() => import('../analysis/AnalysisView.tsx'), 'AnalysisView'),
  '/plan': view(() => import('../plan/PlanView.tsx'), 'PlanView'),
  '/schedule': view(() => import('../schedule/ScheduleView.tsx'), 'ScheduleView'),
  '/deliveries': view(() => import('../deliveries/UnitDeliveries.tsx'), 'UnitDeliveries'),
  '/documents': view(() => import('../documents/DocumentsView.tsx'), 'DocumentsView'),
  '/import': view(() => import('../import/ImportView.tsx'), 'ImportView'),
  '/heads': view(() => import('../heads/HeadsView.tsx'), 'HeadsView'),
  '/share': view(() => import('../share/ShareView.tsx'), 'ShareView'),
};
const PERSONAL_VIEWS: Readonly<Record<string, View>> = {
  '/start': view(() => import('../start/Start.tsx'), 'Start'),
  '/my-actions': view(() => import('../my-actions/MyActionsView.tsx'), 'MyActionsView'),
  '/municipality/deliveries': view(() => import('../deliveries/AllDeliveries.tsx'), 'AllDeliveries'),
  '/municipality/roles': view(() => import('../municipality/RolesView.tsx'), 'RolesView'),
};
const RIGHT = view(() => import('../rights/RightPage.tsx'), 'RightPage');
const CONFIG = { '/config': view(() => import('../config/Config.tsx'), 'Config') };

function routesOf(views: Readonly<Record<string, View>>): ReactElement[] {
  return Object.entries(views).map(([path, { Component }]) => <Route key={path} path={path} element={<Component />} />);
}

/** Loads the view that stands at an address within the tab. */
export async function loadView(path: string): Promise<void> {
  const all = { ...UNIT_VIEWS, ...PERSONAL_VIEWS, ...CONFIG, '/rights/:right': RIGHT };
  const found = Object.entries(all).find(([pattern]) => matchPath(pattern, path));
  const frame = path in PERSONAL_VIEWS || path.startsWith('/rights/') ? personalFrame.load() : null;
  await Promise.all([found?.[1].load(), frame]);
}

/** Every address within Teams. */
export function TabRoutes(): ReactElement {
  return (
    <Suspense fallback={<Loading />}>
      <Routes>
        <Route element={<UnitFrame />}>
          {routesOf(UNIT_VIEWS)}
          <Route path="/assess/:area" element={<AreaPage />} />
        </Route>
        <Route element={<personalFrame.Component />}>
          {routesOf(PERSONAL_VIEWS)}
          <Route path="/rights/:right" element={<RIGHT.Component />} />
        </Route>
        {routesOf(CONFIG)}
        <Route path="*" element={<Navigate to="/" replace />} />
      </Routes>
    </Suspense>
  );
}

/** The one page outside Teams, at every address. */
export function OutsideRoutes(): ReactElement {
  return (
    <Suspense fallback={<Loading />}>
      <outside.Component />
    </Suspense>
  );
}
