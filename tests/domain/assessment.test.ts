import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AssessmentState } from '../../lika/assessment/assessment.ts';
import { completeness, firstUnanswered, nextUnanswered } from '../../lika/assessment/completeness.ts';
import { canTake, IllegalTransition, isOpen, transition } from '../../lika/assessment/states.ts';
import type { AssessmentEvent } from '../../lika/assessment/states.ts';
import { anyAssessment, answersWith, SCHOOL } from './fixture.ts';

const STATES: AssessmentState[] = ['draft', 'shared', 'published', 'withdrawn', 'superseded'];
const EVENTS: AssessmentEvent[] = ['share', 'unshare', 'publish', 'withdraw', 'supersede'];

describe('How far an assessment has come', () => {
  test('is counted in all, per area and per step', () => {
    const answers = answersWith(SCHOOL, null, {
      'ledning-1-1': 'started',
      'ledning-1-2': 'not-relevant',
      'ledning-2-1': 'achieved',
    });
    const found = completeness(SCHOOL, answers);
    expect(found).toMatchObject({ answered: 3, total: 49 });
    expect(found.areas['ledning']).toEqual({
      answered: 3,
      total: 14,
      steps: { 1: { answered: 2, total: 6 }, 2: { answered: 1, total: 4 }, 3: { answered: 0, total: 4 } },
    });
    expect(found.areas['infrastruktur']?.steps[3]).toBeUndefined();
  });

  test('adds up', () => {
    fc.assert(
      fc.property(anyAssessment, ([instrument, answers]) => {
        const found = completeness(instrument, answers);
        const areas = Object.values(found.areas);
        expect(found.answered).toBe(answers.size);
        expect(areas.reduce((sum, area) => sum + area.total, 0)).toBe(found.total);
        for (const area of areas) {
          const steps = Object.values(area.steps);
          expect(steps.reduce((sum, step) => sum + step.answered, 0)).toBe(area.answered);
        }
      }),
    );
  });
});

describe('Coming back', () => {
  test('lands on the first unanswered indicator', () => {
    expect(firstUnanswered(SCHOOL, new Map())?.indicator.id).toBe('ledning-1-1');
    const answers = answersWith(SCHOOL, 'started', { 'kompetens-2-2': null, 'anvandning-1-1': null });
    expect(firstUnanswered(SCHOOL, answers)).toMatchObject({ step: 2, indicator: { id: 'kompetens-2-2' } });
  });

  test('lands nowhere when all are answered', () => {
    expect(firstUnanswered(SCHOOL, answersWith(SCHOOL, 'not-relevant'))).toBeUndefined();
  });

  test('goes on from where one stands, and round from the end', () => {
    const answers = answersWith(SCHOOL, 'started', { 'ledning-1-3': null, 'kompetens-2-2': null });
    expect(nextUnanswered(SCHOOL, answers, 'ledning-1-3')?.indicator.id).toBe('kompetens-2-2');
    expect(nextUnanswered(SCHOOL, answers, 'kompetens-2-2')?.indicator.id).toBe('ledning-1-3');
  });
});

describe('An assessment', () => {
  test('goes from draft to shared to published, and back from shared', () => {
    expect(transition('draft', 'share')).toBe('shared');
    expect(transition('shared', 'unshare')).toBe('draft');
    expect(transition('shared', 'publish')).toBe('published');
    expect(transition('draft', 'publish')).toBe('published');
  });

  test('that is published never changes: it can only be withdrawn or superseded', () => {
    expect(EVENTS.filter((event) => canTake('published', event))).toEqual(['withdraw', 'supersede']);
    expect(isOpen('published')).toBe(false);
    for (const event of ['share', 'unshare', 'publish'] as const) {
      expect(() => transition('published', event)).toThrow(IllegalTransition);
    }
  });

  test('never becomes open again once published, whatever happens to it', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...EVENTS), { maxLength: 12 }), (events) => {
        let state: AssessmentState = 'published';
        for (const event of events) if (canTake(state, event)) state = transition(state, event);
        expect(isOpen(state)).toBe(false);
      }),
    );
  });

  test('that is withdrawn stays so, and a superseded one can still be withdrawn', () => {
    expect(EVENTS.filter((event) => canTake('withdrawn', event))).toEqual([]);
    expect(EVENTS.filter((event) => canTake('superseded', event))).toEqual(['withdraw']);
  });

  test('says which event it refused in which state', () => {
    for (const state of STATES) {
      for (const event of EVENTS.filter((e) => !canTake(state, e))) {
        expect(() => transition(state, event)).toThrow(expect.objectContaining({ state, event }));
      }
    }
  });
});
