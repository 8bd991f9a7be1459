import { randomUUID } from 'node:crypto';

/** An answer that Graph gives instead of the wanted one. `code` is empty where Planner leaves it so. */
export class GraphError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Record<string, string>;
  /** The code inside, where the service behind Graph says more than Graph does. */
  readonly inner: string | undefined;

  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}, inner?: string) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
    this.inner = inner;
  }
}

/** 400 from Graph's own front: an address or a query that it cannot read. */
export const badRequest = (message: string) => new GraphError(400, 'BadRequest', message);

/** 404 as the directory says it. */
export const noSuchResource = (id: string) =>
  new GraphError(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );

/** 400 as Planner says it when a body does not fit its model; its code is empty. */
export const invalidRequest = (reason: string) => new GraphError(400, '', `The request is invalid:\n${reason}`);

/** 400 as Planner says it when a value breaks a rule of the field. */
export const invalidField = (entity: string, field: string, reason: string) =>
  new GraphError(
    400,
    '',
    `Schema validation has failed. Validation for field '${field}', on entity '${entity}' has failed: ${reason}`,
  );

/** 404 as Planner says it. */
export const plannerNotFound = () => new GraphError(404, '', 'The requested item is not found.');

/** 403 as Planner says it to somebody who is not in the plan's group. */
export const plannerForbidden = () =>
  new GraphError(403, '', 'You do not have the required permissions to access this item.');

/** The documented body of an error. */
export function errorBody(
  code: string,
  message: string,
  ids: { date: Date; requestId: string; clientRequestId: string },
  inner?: string,
): unknown {
  return {
    error: {
      code,
      message,
      innerError: {
        ...(inner === undefined ? {} : { code: inner }),
        date: ids.date.toISOString().slice(0, 19),
        'request-id': ids.requestId,
        'client-request-id': ids.clientRequestId,
      },
    },
  };
}

const CODES: Record<number, [string, string]> = {
  400: ['BadRequest', 'Bad request.'],
  401: ['InvalidAuthenticationToken', 'Access token has expired or is not yet valid.'],
  403: ['Forbidden', 'Access is denied.'],
  404: ['ResourceNotFound', 'The resource could not be found.'],
  409: ['Conflict', 'The attempted changes conflicted with already accepted changes.'],
  412: ['PreconditionFailed', 'The If-Match header contains an invalid value.'],
  423: ['resourceLocked', 'The resource is locked.'],
  429: ['TooManyRequests', 'Too many requests. Please wait before trying again.'],
  500: ['InternalServerError', 'An internal server error occurred.'],
  502: ['BadGateway', 'Failed to execute backend request.'],
  503: ['ServiceUnavailable', 'The service is temporarily unavailable.'],
  504: ['GatewayTimeout', 'The backend did not answer in time.'],
  507: ['insufficientStorage', 'The maximum storage quota limit has been reached.'],
};

/** The body that goes with a fault's status. */
export function faultBody(status: number, date: Date): unknown {
  const [code, message] = CODES[status] ?? ['UnknownError', ''];
  const requestId = randomUUID();
  return errorBody(code, message, { date, requestId, clientRequestId: requestId });
}
