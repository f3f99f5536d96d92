import type { TokenStore } from '@scimwright/store';
import type { Logger } from '../logger.ts';
import { describeFault } from '../fault.ts';

/** The last use of a token is recorded once a minute, not with a write for each request. */
const RESOLUTION_MS = 60_000;

/** Records when tokens were last used. */
export interface LastUsed {
  record(tokenId: string, now: Date): void;
  /** Resolves when every recorded use is stored. */
  flushed(): Promise<void>;
}

/** Opens a record of last uses. Requests do not wait for its writes. */
export function openLastUsed(tokens: TokenStore, logger: Logger): LastUsed {
  const recorded = new Map<string, number>();
  const pending = new Set<Promise<void>>();
  return {
    record(tokenId, now) {
      if (now.getTime() - (recorded.get(tokenId) ?? -Infinity) < RESOLUTION_MS) return;
      recorded.set(tokenId, now.getTime());
      const write = tokens
        .touch(tokenId, now.toISOString())
        .catch((error: unknown) =>
          logger.warn(describeFault(error), 'the last use of a token could not be stored'),
        )
        .finally(() => pending.delete(write));
      pending.add(write);
    },
    async flushed() {
      await Promise.all(pending);
    },
  };
}
