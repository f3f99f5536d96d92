import type { TokenStore } from '@scimwright/store';
import type { Logger } from '../logger.ts';
import { describeFault } from '../steps/describe-fault.ts';

/** When a token was last used is known to the minute: more is not worth a write for each request. */
const RESOLUTION_MS = 60_000;

/** Notes that tokens are used. */
export interface LastUsed {
  note(tokenId: string, now: Date): void;
  /** Resolves when what was noted is stored. */
  settled(): Promise<void>;
}

/**
 * Opens a note of when tokens were last used, apart from the requests that use them.
 *
 * @example
 * openLastUsed(store.tokens, silentLogger).note(tokenId, new Date());
 */
export function openLastUsed(tokens: TokenStore, logger: Logger): LastUsed {
  const noted = new Map<string, number>();
  const pending = new Set<Promise<void>>();
  return {
    note(tokenId, now) {
      if (now.getTime() - (noted.get(tokenId) ?? -Infinity) < RESOLUTION_MS) return;
      noted.set(tokenId, now.getTime());
      const write = tokens
        .touch(tokenId, now.toISOString())
        .catch((error: unknown) =>
          logger.warn(describeFault(error), 'the last use of a token was not stored'),
        )
        .finally(() => pending.delete(write));
      pending.add(write);
    },
    async settled() {
      await Promise.all(pending);
    },
  };
}
