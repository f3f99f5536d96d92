import type { TenantId } from '@scimwright/store';

/** Smaller answers are not worth the counting: connections are bounded too. */
const SMALL = 16_384;

/** The bytes of answers that wait until their clients have read them. */
export interface AnswerRoom {
  /**
   * Makes room for an answer.
   *
   * @returns what gives the room back; undefined where there is none
   */
  take(tenant: TenantId, bytes: number): (() => void) | undefined;
  /** Takes room for an answer that has to be given, whether there is any or not. */
  occupy(tenant: TenantId, bytes: number): () => void;
}

/**
 * Opens the room for answers: clients that ask for much and do not read must not fill the memory of a host.
 *
 * @param bounds.tenant - bytes of answers of one tenant
 * @param bounds.all - bytes of answers of all tenants
 *
 * @example
 * const room = openAnswerRoom({ tenant: 33_554_432, all: 134_217_728 });
 * const giveBack = room.take(tenant.id, 40_000);
 */
export function openAnswerRoom(bounds: { readonly tenant: number; readonly all: number }): AnswerRoom {
  const waiting = new Map<TenantId, number>();
  let all = 0;
  const occupy: AnswerRoom['occupy'] = (tenant, bytes) => {
    if (bytes < SMALL) return nothing;
    all += bytes;
    waiting.set(tenant, (waiting.get(tenant) ?? 0) + bytes);
    let isGiven = false;
    return () => {
      if (isGiven) return;
      isGiven = true;
      all -= bytes;
      const left = (waiting.get(tenant) ?? 0) - bytes;
      if (left > 0) waiting.set(tenant, left);
      else waiting.delete(tenant);
    };
  };
  return {
    occupy,
    take: (tenant, bytes) => {
      const own = waiting.get(tenant) ?? 0;
      // One answer alone is always given, however large.
      const isFull = (own > 0 && own + bytes > bounds.tenant) || (all > 0 && all + bytes > bounds.all);
      return isFull ? undefined : occupy(tenant, bytes);
    },
  };
}

function nothing(): void {}
