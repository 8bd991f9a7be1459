import type { FileFaultCode } from './documents/incoming/faults.ts';
import type { Right } from './graph/rights.ts';

/**
 * The errors that cross a wall inside the service. Each becomes a problem detail in `api/problem.ts`; the words for
 * people stand in the text files under `api.problems.<code>`.
 */
export abstract class ServiceError extends Error {
  abstract readonly status: number;
  constructor(readonly code: string) {
    super(code);
  }
}

/** What is wrong with one field: a JSON pointer into the body and a key under `api.invalid`. */
export interface FieldFault {
  readonly pointer: string;
  readonly code: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** Absent, or another municipality's: the two can't be told apart. */
export class NotFound extends ServiceError {
  override readonly name = 'NotFound';
  readonly status = 404;
  constructor() {
    super('not-found');
  }
}

/** No or bad token. `reason` is for the log alone: whoever calls without a good token learns nothing. */
export class Unauthorized extends ServiceError {
  override readonly name = 'Unauthorized';
  readonly status = 401;
  constructor(
    readonly reason: string,
    code = 'unauthorized',
  ) {
    super(code);
  }
}

/** The person is known but may not do this. */
export class Forbidden extends ServiceError {
  override readonly name = 'Forbidden';
  readonly status = 403;
  constructor(code = 'forbidden') {
    super(code);
  }
}

/** Microsoft 365 must be asked, and nobody has given LIKA the right to; `api.rightNeeded.<right>` says which. */
export class RightNeeded extends Forbidden {
  constructor(readonly right: Right) {
    super('consent-needed');
  }
}

/** The thing isn't in a state where this can be done, or has changed since; `current` is what stands now. */
export class Conflict extends ServiceError {
  override readonly name = 'Conflict';
  readonly status = 409;
  constructor(
    code: string,
    readonly current?: unknown,
  ) {
    super(code);
  }
}

/** A body that can't be understood, field by field. */
export class Invalid extends ServiceError {
  override readonly name = 'Invalid';
  readonly status = 400;
  constructor(
    readonly faults: readonly FieldFault[],
    code = 'invalid',
  ) {
    super(code);
  }
}

export class TooLarge extends ServiceError {
  override readonly name = 'TooLarge';
  readonly status = 413;
  constructor() {
    super('too-large');
  }
}

export class TooMany extends ServiceError {
  override readonly name = 'TooMany';
  readonly status = 429;
  constructor(readonly retryAfterSeconds: number) {
    super('too-many');
  }
}

/** A file that somebody has brought and that cannot be read; `fault` says why, `import.file.<fault>` what to do. */
export class BadFile extends ServiceError {
  override readonly name = 'BadFile';
  readonly status: number;
  constructor(readonly fault: FileFaultCode) {
    super('file');
    this.status = fault === 'too-large' ? 413 : 400;
  }
}

/** Something that the service stands on doesn't answer now: the database, or Microsoft 365. */
export class Unavailable extends ServiceError {
  override readonly name = 'Unavailable';
  readonly status = 503;
  constructor(code = 'unavailable') {
    super(code);
  }
}
