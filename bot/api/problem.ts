import type { ErrorRequestHandler, Request, Response } from 'express';
import type { z } from 'zod';
import { UnknownAnswer } from '../../lika/analysis/cells.ts';
import { IllegalTransition } from '../../lika/assessment/states.ts';
import {
  BadFile,
  Conflict,
  Invalid,
  NotFound,
  RightNeeded,
  ServiceError,
  TooLarge,
  TooMany,
  Unauthorized,
} from '../errors.ts';
import { fileSentence } from '../documents/incoming/fault-sentence.ts';
import type { FieldFault } from '../errors.ts';
import type { Log } from '../log.ts';
import { languageFor, textsIn } from '../texts.ts';
import type { ServiceLanguage } from '../texts.ts';
import type { Problem } from './schemas/common.ts';

/** The only place where errors become answers: RFC 9457 problem details in the person's language. */

/** PostgreSQL's code for what our triggers refuse: a decided record would have changed. */
const DECIDED = 'LK001';

/** Any error as one of ours; null for one that nobody foresaw. */
export function asServiceError(error: unknown): ServiceError | null {
  if (error instanceof ServiceError) return error;
  if (error instanceof IllegalTransition) return new Conflict(`not-when-${error.state}`);
  if (error instanceof UnknownAnswer) return new Invalid([{ pointer: '/indicator', code: error.code }]);
  if (error instanceof URIError) return new NotFound();
  if (typeof error !== 'object' || error === null) return null;
  const { type, code, status } = error as { type?: unknown; code?: unknown; status?: unknown };
  if (code === DECIDED) return new Conflict('decided');
  if (type === 'entity.too.large') return new TooLarge();
  if (typeof type === 'string' && status !== undefined)
    return new Invalid([{ pointer: '', code: 'not-json' }], 'broken-json');
  return null;
}

/** The problem detail for an error, in a language. */
export function problemOf(error: ServiceError | null, acceptLanguage: string | undefined): Problem {
  const language = languageFor(acceptLanguage);
  const t = textsIn(language);
  const code = error?.code ?? 'internal';
  return {
    type: `urn:lika:problem:${error instanceof BadFile ? `file-${error.fault}` : code}`,
    title: t(`api.problems.${code}.title`),
    status: error?.status ?? 500,
    detail: detailOf(error, language),
    ...(error instanceof RightNeeded && { right: error.right }),
    ...(error instanceof Invalid && {
      errors: error.faults.map(({ pointer, code: fault, values }) => ({
        pointer,
        detail: t(`api.invalid.${fault}`, { ...values }),
      })),
    }),
    ...(error instanceof Conflict && error.current !== undefined && { current: error.current }),
  };
}

function detailOf(error: ServiceError | null, language: ServiceLanguage): string {
  const t = textsIn(language);
  if (error instanceof BadFile) return fileSentence({ code: error.fault }, language);
  if (error instanceof RightNeeded) return t(`api.rightNeeded.${error.right}`);
  return t(`api.problems.${error?.code ?? 'internal'}.detail`);
}

/** Answers with the problem. */
export function sendProblem(request: Request, response: Response, error: ServiceError | null): void {
  const problem = problemOf(error, request.headers['accept-language']);
  if (error instanceof TooMany) response.set('Retry-After', String(error.retryAfterSeconds));
  if (error instanceof Unauthorized) response.set('WWW-Authenticate', 'Bearer');
  response
    .status(problem.status)
    .set({
      'Cache-Control': 'no-store',
      'Content-Language': languageFor(request.headers['accept-language']),
      Vary: 'Accept-Language',
    })
    .type('application/problem+json')
    .send(JSON.stringify(problem));
}

/** The last handler. What nobody foresaw is logged whole and answered with nothing but 500. */
export function problemHandler(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const known = asServiceError(error);
    const where = { method: request.method, path: request.path };
    if (!known) log.error({ ...where, err: error }, 'a call failed for an unforeseen reason');
    else if (known instanceof Unauthorized) log.info({ ...where, reason: known.reason }, 'a call without a good token');
    else if (known.status === 403) log.info({ ...where, code: known.code }, 'a call was not allowed');
    if (response.headersSent) next(error);
    else sendProblem(request, response, known);
  };
}

/** What a schema found, field by field. */
export function fieldFaults(error: z.ZodError, prefix = ''): FieldFault[] {
  return error.issues.map((issue) => ({
    pointer: prefix + issue.path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    ...faultOf(issue),
  }));
}

function faultOf(issue: z.core.$ZodIssue): Omit<FieldFault, 'pointer'> {
  switch (issue.code) {
    case 'custom': {
      const { code, ...values } = (issue.params ?? {}) as { code?: string } & Record<string, string | number>;
      return { code: code ?? 'not-allowed', values };
    }
    case 'invalid_type':
      return { code: issue.input === undefined ? 'missing' : 'wrong-type' };
    case 'too_big':
      return {
        code: issue.origin === 'number' || issue.origin === 'int' ? 'too-big' : 'too-long',
        values: { max: Number(issue.maximum) },
      };
    case 'too_small':
      return {
        code: issue.origin === 'number' || issue.origin === 'int' ? 'too-small' : 'too-short',
        values: { min: Number(issue.minimum) },
      };
    case 'invalid_format':
      return { code: issue.format === 'date' ? 'not-a-date' : 'bad-format' };
    default:
      return { code: 'not-allowed' };
  }
}
