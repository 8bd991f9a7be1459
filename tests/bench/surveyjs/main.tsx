/** The same instrument, host, API and answers with SurveyJS: the peer of the tab's speed. */
import { app, authentication } from '@microsoft/teams-js';
import { createRoot } from 'react-dom/client';
import { Model } from 'survey-core';
import { Survey } from 'survey-react-ui';
import 'survey-core/survey-core.min.css';
import type { Assessment, AssessmentList } from '../../../bot/api/schemas/assessments.ts';
import type { Unit } from '../../../bot/api/schemas/units.ts';
import type { Instrument, Text } from '../../../lika/instrument/instrument.ts';

const LANGUAGE = 'sv';
const textOf = (text: Text) => text[LANGUAGE] ?? '';

async function call<T>(path: string, init: RequestInit = {}): Promise<T> {
  const token = await authentication.getAuthToken();
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'accept-language': LANGUAGE };
  const response = await fetch(`/api${path}`, { ...init, headers });
  if (!response.ok) throw new Error(`${path}: ${String(response.status)}`);
  return (await response.json()) as T;
}

function modelOf(instrument: Instrument): Model {
  const choices = instrument.scale.map(({ key, label }) => ({ value: key, text: textOf(label) }));
  return new Model({
    showProgressBar: true,
    pages: instrument.areas.map((area) => ({
      name: area.key,
      title: textOf(area.name),
      elements: area.steps.map(({ step, indicators }) => ({
        type: 'panel',
        name: `${area.key}-${String(step)}`,
        title: textOf(instrument.stepNames[String(step)] ?? {}),
        elements: indicators.map((indicator) => ({
          type: 'radiogroup',
          name: indicator.id,
          title: textOf(indicator.statement),
          description: textOf(indicator.done),
          colCount: 0,
          choices,
          showCommentArea: true,
        })),
      })),
    })),
  });
}

await app.initialize([...location.ancestorOrigins]);
const context = await app.getContext();
const unit = new URLSearchParams(location.search).get('unit') ?? context.page.id;
const [{ instrument: ref }, { assessments }] = await Promise.all([
  call<Unit>(`/units/${unit}`),
  call<AssessmentList>(`/units/${unit}/assessments`),
]);
if (!ref) throw new Error('the unit has no instrument');
const instrument = await call<Instrument>(`/instruments/${ref.id}/${String(ref.version)}?language=${LANGUAGE}`);
const draft = assessments.find(({ state }) => state === 'draft') as Assessment;
const versions = new Map(draft.answers.map(({ indicator, version }) => [indicator, version]));

const model = modelOf(instrument);
model.data = Object.fromEntries(draft.answers.map(({ indicator, option }) => [indicator, option]));
model.onValueChanged.add((_, { name, value }: { name: string; value: unknown }) => {
  const body = JSON.stringify({ option: value, comment: null, version: versions.get(name) ?? 0 });
  void call(`/assessments/${draft.id}/answers/${name}`, { method: 'PUT', body });
});
createRoot(document.getElementById('root') as HTMLElement).render(<Survey model={model} />);
void app.notifySuccess();
