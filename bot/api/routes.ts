import { actionRoutes } from './actions.ts';
import { answerRoutes } from './answers.ts';
import { assessmentRoutes } from './assessments.ts';
import { channelRoutes } from './channels.ts';
import { confirmationRoutes } from './confirmations.ts';
import { deliveryRoutes } from './deliveries.ts';
import { documentFileRoutes } from './document-files.ts';
import { eventRoutes } from './events.ts';
import { goalRoutes } from './goals.ts';
import { headRoutes } from './heads.ts';
import { importRoutes } from './imports.ts';
import { keptDocumentRoutes } from './documents-kept.ts';
import { instrumentRoutes } from './instruments.ts';
import { meRoutes } from './me.ts';
import { plannerDriftRoutes } from './planner-drift.ts';
import { plannerRoutes } from './planner.ts';
import { planRoutes } from './plan.ts';
import { roleRoutes } from './roles.ts';
import type { Route } from './route.ts';
import { rightRoutes } from './rights.ts';
import { scheduleRoutes } from './schedule.ts';
import { sharingRoutes } from './sharing.ts';
import { talkRoutes } from './talk.ts';
import { unitRoutes } from './units.ts';

/** The whole API of the tab. */
export const ROUTES: readonly Route[] = [
  ...meRoutes,
  ...instrumentRoutes,
  ...unitRoutes,
  ...assessmentRoutes,
  ...answerRoutes,
  ...sharingRoutes,
  ...planRoutes,
  ...goalRoutes,
  ...actionRoutes,
  ...confirmationRoutes,
  ...plannerDriftRoutes,
  ...plannerRoutes,
  ...keptDocumentRoutes,
  ...deliveryRoutes,
  ...scheduleRoutes,
  ...talkRoutes,
  ...channelRoutes,
  ...roleRoutes,
  ...headRoutes,
  ...rightRoutes,
  ...documentFileRoutes,
  ...importRoutes,
  ...eventRoutes,
];
