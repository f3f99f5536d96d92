import type { TenantId } from '@scimwright/store';

/** What is smaller is not worth the counting: connections are bounded too. */
const SMALL = 16_384;

/** The room that one answer takes, or one body. */
export interface Taken {
  /** Says that so many bytes of it wait now. It keeps what it once needed: the next portion is going to be as large. */
  needs(bytes: number): void;
  /** Gives it back; nothing of the answer waits any more. */
  giveBack(): void;
}

/** The bytes of answers that wait until their clients have read them, or of bodies until they are parsed. */
export interface ByteRoom {
  /**
   * Makes room for an answer, or for what is at hand of it.
   *
   * @returns undefined where there is none
   */
  take(tenant: TenantId, bytes: number): Taken | undefined;
  /** Takes room for an answer that has to be given, whether there is any or not. */
  occupy(tenant: TenantId, bytes: number): Taken;
}

/**
 * Opens a room for bytes that wait for clients: who asks for much and does not read, or sends and does not end, must not
 * fill the memory of a host.
 *
 * @param bounds.tenant - bytes of one tenant
 * @param bounds.all - bytes of all tenants
 * @param tell - is told how many bytes wait in all, whenever that changes
 *
 * @example
 * const room = openByteRoom({ tenant: 33_554_432, all: 134_217_728 });
 * const taken = room.take(tenant.id, 40_000);
 * taken?.giveBack();
 */
export function openByteRoom(
  bounds: { readonly tenant: number; readonly all: number },
  tell: (bytes: number) => void = () => undefined,
): ByteRoom {
  const waiting = new Map<TenantId, number>();
  let all = 0;
  const add = (tenant: TenantId, bytes: number): void => {
    if (bytes === 0) return;
    all += bytes;
    tell(all);
    const own = (waiting.get(tenant) ?? 0) + bytes;
    if (own > 0) waiting.set(tenant, own);
    else waiting.delete(tenant);
  };
  const occupy: ByteRoom['occupy'] = (tenant, bytes) => {
    let counted = 0;
    let isGiven = false;
    const needs = (now: number): void => {
      if (isGiven || now < SMALL || now <= counted) return;
      add(tenant, now - counted);
      counted = now;
    };
    needs(bytes);
    return {
      needs,
      giveBack: () => {
        if (isGiven) return;
        isGiven = true;
        add(tenant, -counted);
      },
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
