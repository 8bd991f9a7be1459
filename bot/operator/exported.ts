import { z } from 'zod';
import { Answer, AssessmentKind, AssessmentState } from '../api/schemas/assessments.ts';
import { Id, Moment } from '../api/schemas/common.ts';
import { InstrumentRef } from '../api/schemas/units.ts';

const Assessment = z.object({
  id: Id,
  kind: AssessmentKind,
  state: AssessmentState,
  instrument: InstrumentRef,
  author: Id,
  created: Moment,
  published: Moment.nullable(),
  publishedBy: Id.nullable(),
  withdrawn: Moment.nullable(),
  withdrawnBy: Id.nullable(),
  answers: z.array(Answer),
});
export type ExportedAssessment = z.infer<typeof Assessment>;

/** What `export` writes and `import` reads. */
export const Exported = z.object({
  format: z.literal('lika-assessments'),
  version: z.literal(1),
  unit: z.object({ id: Id, name: z.string() }),
  assessments: z.array(Assessment),
});
export type Exported = z.infer<typeof Exported>;
