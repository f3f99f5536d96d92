import type { Answer } from '../job/exchange.ts';
import type { FailureCode } from './failures.ts';

/** What a request was about: all users or groups, or one that is connected. */
export type Asked = 'collection' | 'object';

/** A failure with what made it one, for those who read the log. */
export interface Failed {
  readonly code: FailureCode;
  /** What went wrong with this object. It may quote the answer. */
  readonly reason: string;
}

const codes: Readonly<Record<number, FailureCode>> = {
  401: 'SystemForCrossDomainIdentityManagementInvalidCredentials',
  403: 'InsufficientRights',
  405: 'MethodNotAllowed',
  409: 'EntryConflict',
  422: 'UnprocessableEntity',
  429: 'TooManyRequests',
  501: 'NotImplemented',
};

/** The most characters of an answer that a log shows. */
const SHOWN = 2_000;

/** Why an answer is a failure; undefined if it is none. */
export function failureOf(answer: Answer, asked: Asked): Failed | undefined {
  if (answer.kind === 'noAnswer') {
    return answer.why === 'timeout'
      ? { code: 'Timeout', reason: 'The application did not answer in time.' }
      : { code: 'WebExceptionProtocolError', reason: `The connection failed: ${answer.detail}` };
  }
  const { status, body, contentType } = answer;
  if (status >= 200 && status < 300) {
    const isJson = body === '' || contentType === '' || contentType.toLowerCase().includes('json');
    return isJson
      ? undefined
      : unreadable(`The answer says that it is ${contentType}, not application/scim+json.`);
  }
  const reason = `StatusCode: ${status} Web Response: ${body.slice(0, SHOWN)}`;
  return { code: codeOf(status, asked), reason };
}

function codeOf(status: number, asked: Asked): FailureCode {
  if (status === 404) {
    return asked === 'object' ? 'InvalidAnchor' : 'SystemForCrossDomainIdentityManagementBadResponse';
  }
  const known = codes[status];
  if (known !== undefined) return known;
  return status >= 500 ? 'InternalServerError' : 'SystemForCrossDomainIdentityManagementServiceIncompatible';
}

/** The failure of an answer that came and cannot be read. */
export function unreadable(why: string): Failed {
  return { code: 'SystemForCrossDomainIdentityManagementServiceIncompatible', reason: why };
}
