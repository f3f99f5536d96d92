import type { TenantId } from '@scimwright/store';

/** Smaller reservations are not counted: the number of connections already limits them. */
const SMALL = 16_384;

/** The bytes reserved for one response or one body. */
export interface Reservation {
  /** Raises the reservation to this many bytes. It never shrinks, because the next portion will be as large. */
  growTo(bytes: number): void;
  /** Releases all of it. A second call does nothing. */
  release(): void;
}

/** The memory for responses that clients have not read yet, or for bodies that are not parsed yet. */
export interface ByteBudget {
  /**
   * Reserves bytes for a tenant.
   *
   * @returns undefined when the budget is used up
   */
  reserve(tenant: TenantId, bytes: number): Reservation | undefined;
  /** Reserves bytes for a response that must be sent, even beyond the budget. */
  reserveAnyway(tenant: TenantId, bytes: number): Reservation;
}

/**
 * Opens a byte budget. It keeps clients that request much and read slowly, or send bodies and never finish them, from
 * filling the memory of a host.
 *
 * @param max.tenant - bytes of one tenant
 * @param max.all - bytes of all tenants
 * @param onChange - is called with the bytes reserved in total, whenever that changes
 */
export function openByteBudget(
  max: { readonly tenant: number; readonly all: number },
  onChange: (bytes: number) => void = () => undefined,
): ByteBudget {
  const reserved = new Map<TenantId, number>();
  let all = 0;
  const add = (tenant: TenantId, bytes: number): void => {
    if (bytes === 0) return;
    all += bytes;
    onChange(all);
    const own = (reserved.get(tenant) ?? 0) + bytes;
    if (own > 0) reserved.set(tenant, own);
    else reserved.delete(tenant);
  };
  const reserveAnyway: ByteBudget['reserveAnyway'] = (tenant, bytes) => {
    let counted = 0;
    let isReleased = false;
    const growTo = (now: number): void => {
      if (isReleased || now < SMALL || now <= counted) return;
      add(tenant, now - counted);
      counted = now;
    };
    growTo(bytes);
    return {
      growTo,
      release: () => {
        if (isReleased) return;
        isReleased = true;
        add(tenant, -counted);
      },
    };
  };
  return {
    reserveAnyway,
    reserve: (tenant, bytes) => {
      const own = reserved.get(tenant) ?? 0;
      // A single response is always let through, however large it is.
      const isFull = (own > 0 && own + bytes > max.tenant) || (all > 0 && all + bytes > max.all);
      return isFull ? undefined : reserveAnyway(tenant, bytes);
    },
  };
}
