import { describe, expect, it, vi } from 'vitest';
import { isCovered } from '../transcript/is-covered.ts';
import { loadTranscripts, type TranscriptFile } from '../transcript/load-transcripts.ts';
import { replay } from '../transcript/replay.ts';
import type { Subject } from './subject.ts';

/**
 * A connector with a userName, an active state, and groups with members alone runs 43 and 44 of them; fewer than these
 * mean that something in a transcript or in a profile is misspelled.
 */
const FEWEST = { Users: 40, Groups: 40 };

/**
 * Plays every transcript that a connector's profile covers, each to a tenant of its own, and checks in the log that
 * its requests made the departures from the RFCs which the transcript is about.
 *
 * @example
 * describeTranscripts(subject);
 */
export function describeTranscripts({ connector, samples, bench }: Subject): void {
  const covered = loadTranscripts().filter((transcript) => isCovered(transcript, connector));
  const isAbout = (endpoint: string) => (transcript: TranscriptFile) =>
    transcript.exchanges.some(({ request }) => request.path.startsWith(endpoint));

  describe('what Entra sends', () => {
    it('is replayed for each resource type of the connector', () => {
      expect(covered.filter(isAbout('/Users')).length).toBeGreaterThanOrEqual(FEWEST.Users);
      if (connector.groups === undefined) return;
      expect(covered.filter(isAbout('/Groups')).length).toBeGreaterThanOrEqual(FEWEST.Groups);
    });

    for (const transcript of covered) {
      // Side by side: one tenant must not notice another.
      it.concurrent(`${transcript.title} (${transcript.file})`, async () => {
        const tenant = await bench().openTenant();
        await replay(transcript, { connector, samples, credentials: tenant });
        if (transcript.departures.length === 0) return;
        const { log } = bench().admin.store;
        // Requests that change nothing are logged in batches, a moment later.
        await vi.waitFor(async () => {
          const { entries } = await log.read(tenant.tenant.id, { limit: 100 });
          const made = new Set(entries.flatMap(({ departures }) => departures));
          expect([...made]).toEqual(expect.arrayContaining(transcript.departures));
        }, 5_000);
      });
    }
  });
}
