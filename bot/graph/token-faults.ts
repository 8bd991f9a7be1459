import { GraphFault } from './ports.ts';
import type { Right } from './ports.ts';

/**
 * What Entra says no with, by its AADSTS numbers.
 * Source: learn.microsoft.com/entra/identity-platform/reference-error-codes
 */

/** Nobody has given the right yet. */
const CONSENT = ['65001', '65004', '90008', '90094', '90095', '900941'];
/** The person has to do something in a window of Entra's first, such as show a second factor. */
const IN_PERSON = ['50072', '50074', '50076', '50079', '50158'];
/** Of these, the ones that only an administrator can mend. */
const ADMIN_CONSENT = ['90094', '90095', '900941'];
/** The sign-in is too old or no longer good: a new one mends it. */
const SIGN_IN_OVER = ['50013', '500133', '50132', '50173', '70043', '70044', '700082', '700084'];
/** The account has been disabled, removed, or is no longer in this tenant. */
const GONE = ['50057', '50034', '50020', '50014', '51004', '50177', '50178', '16000'];

/** Whether the fault says that Entra no longer knows or lets in the person at all. */
export const saysGone = (fault: GraphFault): boolean => GONE.includes(numberIn(fault.code ?? '') ?? '');

/** Whether the fault says that no one but an administrator can give the right. */
export const needsAdministrator = (fault: GraphFault): boolean =>
  ADMIN_CONSENT.includes(numberIn(fault.code ?? '') ?? '');

/** Whether it is the person's own doing that is wanted, whoever the right is for. */
export const needsPerson = (fault: GraphFault): boolean => IN_PERSON.includes(numberIn(fault.code ?? '') ?? '');

const numberIn = (text: string): string | null => /AADSTS(\d{5,7})/.exec(text)?.[1] ?? null;

/**
 * What an exchange of tokens failed with, in our words. teamsfx's own errors are told apart by name (its classes are
 * internal to its bundle). Entra's sentences are left out: some name the person, and the number says as much.
 */
export function asTokenFault(error: unknown, right: Right): GraphFault {
  if (error instanceof GraphFault) return error;
  const { code, errorCode, message, name } = error as Record<'code' | 'errorCode' | 'message' | 'name', unknown>;
  const text = [code, errorCode, name, message].filter((part) => typeof part === 'string').join(' ');
  const number = numberIn(text);
  const detail = {
    message: [code ?? errorCode ?? name, number && `AADSTS${number}`]
      .filter((part) => typeof part === 'string')
      .join(' '),
    code: number === null ? null : `AADSTS${number}`,
  };
  if (number !== null && (GONE.includes(number) || SIGN_IN_OVER.includes(number)))
    return new GraphFault('person-away', detail);
  if (/TokenExpiredError/.test(text)) return new GraphFault('person-away', detail);
  if (
    (number !== null && [...CONSENT, ...IN_PERSON].includes(number)) ||
    /UiRequiredError|consent_required|interaction_required/.test(text)
  )
    return new GraphFault('consent-needed', { ...detail, right });
  if (
    /network|ECONN|ENOTFOUND|fetch failed|timeout|temporarily_unavailable|server_error|AADSTS(90033|90015)/i.test(text)
  )
    return new GraphFault('unreachable', detail);
  // What is left is about the app and no person: AADSTS7000215 and 7000222 its secret, 700027 its certificate, 7002xx its
  // federated credential, 700016 its registration, or a proof that can't be read any more.
  return new GraphFault('app-refused', detail);
}
