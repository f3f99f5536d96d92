import { StoreUnavailable } from '@scimwright/store';

/** What a client is told of a fault: nothing of itself. */
export interface ShownFault {
  readonly status: 500 | 503;
  readonly scimType: undefined;
  readonly message: string;
}

const AWAY = {
  'not done': 'The service cannot reach its database now. The request was not carried out; send it again.',
  unknown:
    'The service lost its database while it stored this. The request may have been carried out; look, or send it again.',
} as const;

/**
 * What a client is told of a fault: 503 while the database is away, else 500 and where its reason is to be found.
 *
 * @example
 * showFault(new Error('x'), 'r1').status; // 500
 */
export function showFault(error: unknown, requestId: string): ShownFault {
  if (error instanceof StoreUnavailable) {
    return { status: 503, scimType: undefined, message: AWAY[error.mayBeDone ? 'unknown' : 'not done'] };
  }
  const message = `The service failed to answer. Its log has the reason under ${requestId}.`;
  return { status: 500, scimType: undefined, message };
}
