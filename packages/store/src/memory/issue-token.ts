import { StoreFault } from '../store-fault.ts';
import { isSameKind, isLive, type IssueLimits, type StoredToken } from '../token-store.ts';
import type { MemoryState } from './memory-state.ts';

/**
 * Stores a token unless the tenant has too many live ones of its kind. Those expire at the end of the overlap.
 *
 * @returns false when there are too many; then nothing changes
 */
export function issueToken(
  state: MemoryState,
  token: StoredToken,
  { max, overlapUntil }: IssueLimits,
): boolean {
  const all = [...state.tokens.values()];
  const now = new Date(token.created);
  const own = all.filter((each) => each.tenant === token.tenant && isSameKind(each, token));
  const live = own.filter((each) => isLive(each, now));
  if (live.length >= max) return false;
  if (all.some(({ id, hash }) => id === token.id || hash === token.hash)) {
    throw new StoreFault('MEMORY_CONSTRAINT', 'tokens.hash');
  }
  for (const each of live) {
    if (overlapUntil === undefined) continue;
    if (each.expires !== undefined && each.expires <= overlapUntil) continue;
    state.tokens.set(each.id, { ...each, expires: overlapUntil });
  }
  state.tokens.set(token.id, token);
  return true;
}
