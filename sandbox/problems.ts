import type { NextFunction, Request, Response } from 'express';
import type { ZodError } from 'zod';

/** Answers with a problem document (RFC 9457). */
export function problem(response: Response, status: number, title: string, more: Record<string, unknown> = {}): void {
  response
    .status(status)
    .type('application/problem+json')
    .json({ type: 'about:blank', title, status, ...more });
}

/** 400 for a body that a schema refuses; `errors[]` has a JSON pointer for each bad field. */
export function badRequest(response: Response, error: ZodError): void {
  const errors = error.issues.flatMap((issue) =>
    issue.code === 'invalid_union' && issue.errors.length > 0 ? issue.errors.flat() : [issue],
  );
  problem(response, 400, 'Bad request', {
    errors: errors.map((issue) => ({ pointer: '/' + issue.path.map(String).join('/'), detail: issue.message })),
  });
}

/** What the sandbox's own addresses answer when something threw: broken JSON is 400, the rest 500 with a log line. */
export function problemHandler(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (response.headersSent) return next(error);
  const status =
    typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number'
      ? error.status
      : 500;
  if (status >= 500) console.error('sandbox: a call failed', error);
  problem(response, status, status >= 500 ? 'Internal error' : 'Bad request', {
    detail: status < 500 && error instanceof Error ? error.message : undefined,
  });
}
