/** The tab's addresses. Each view is a chunk of its own. */
import { lazy, Suspense, useEffect, useState } from 'react';
import type { ComponentType, LazyExoticComponent, ReactElement } from 'react';
import { Navigate, Route, Routes, useNavigate } from 'react-router';
import { AreaPage } from '../assess/AreaPage.tsx';
import { Loading } from '../parts/Loading.tsx';
import { UnitFrame } from './UnitFrame.tsx';

type View = LazyExoticComponent<ComponentType>;

function view<Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name): View {
  return lazy(async () => ({ default: (await load())[name] }));
}

const Now = view(() => import('../now/Now.tsx'), 'Now');
const Overview = view(() => import('../assess/Overview.tsx'), 'Overview');
const CheckAnswers = view(() => import('../assess/CheckAnswers.tsx'), 'CheckAnswers');
const Analysis = view(() => import('../analysis/AnalysisView.tsx'), 'AnalysisView');
const Plan = view(() => import('../plan/PlanView.tsx'), 'PlanView');
const Share = view(() => import('../share/ShareView.tsx'), 'ShareView');
const PersonalFrame = view(() => import('./PersonalFrame.tsx'), 'PersonalFrame');
const Start = view(() => import('../start/Start.tsx'), 'Start');
const MyActions = view(() => import('../my-actions/MyActionsView.tsx'), 'MyActionsView');
const Config = view(() => import('../config/Config.tsx'), 'Config');
const Outside = view(() => import('../outside/Outside.tsx'), 'Outside');

/** Every address within Teams; `landing` is where a deep link leads, followed once. */
export function TabRoutes({ landing }: { readonly landing: string | null }): ReactElement {
  const [isLanded, setLanded] = useState(landing === null);
  const navigate = useNavigate();
  useEffect(() => {
    if (landing !== null) void navigate(landing, { replace: true });
    setLanded(true);
  }, [landing, navigate]);
  if (!isLanded) return <Loading />;
  return (
    <Suspense fallback={<Loading />}>
      <Routes>
        <Route element={<UnitFrame />}>
          <Route index element={<Now />} />
          <Route path="assess" element={<Overview />} />
          <Route path="assess/check" element={<CheckAnswers />} />
          <Route path="assess/:area" element={<AreaPage />} />
          <Route path="analysis" element={<Analysis />} />
          <Route path="plan" element={<Plan />} />
          <Route path="share" element={<Share />} />
        </Route>
        <Route element={<PersonalFrame />}>
          <Route path="start" element={<Start />} />
          <Route path="my-actions" element={<MyActions />} />
        </Route>
        <Route path="config" element={<Config />} />
        <Route path="*" element={<Navigate to="/" replace />} />
      </Routes>
    </Suspense>
  );
}

/** The one page outside Teams, at every address. */
export function OutsideRoutes(): ReactElement {
  return (
    <Suspense fallback={<Loading />}>
      <Outside />
    </Suspense>
  );
}
