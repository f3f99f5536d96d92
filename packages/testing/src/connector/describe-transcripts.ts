import { describe, expect, it, vi } from 'vitest';
import { isCovered } from '../transcript/is-covered.ts';
import { loadTranscripts, type TranscriptFile } from '@scimwright/conformance';
import { replay } from '../transcript/replay.ts';
import { openApiContract, type OpenApiContract } from './open-api-contract.ts';
import { readOpenApi } from './read-open-api.ts';
import type { ConnectorSuite } from './connector-suite.ts';
import { watchContract } from './watch-contract.ts';

/**
 * A connector with a userName, an active state, and groups with members alone runs 43 and 44 of them; fewer than these
 * mean that something in a transcript or in a profile is misspelled.
 */
const FEWEST = { Users: 40, Groups: 40 };

/**
 * Plays every transcript that a connector's profile covers, each to a tenant of its own. Every body that is accepted and
 * every answer must be as the OpenAPI document says, and the log must have the departures from the RFCs which the
 * transcript is about.
 */
export function describeTranscripts({ connector, samples, withoutOther, server }: ConnectorSuite): void {
  const covered = loadTranscripts().filter((transcript) => isCovered(transcript, connector));
  const isAbout = (endpoint: string) => (transcript: TranscriptFile) =>
    transcript.exchanges.some(({ request }) => request.path.startsWith(endpoint));

  /** The same for every tenant, but for its URL. */
  let contract: Promise<OpenApiContract> | undefined;

  describe('what Entra sends', () => {
    it('is replayed for each resource type of the connector', () => {
      expect(covered.filter(isAbout('/Users')).length).toBeGreaterThanOrEqual(FEWEST.Users);
      if (connector.groups === undefined) return;
      expect(covered.filter(isAbout('/Groups')).length).toBeGreaterThanOrEqual(FEWEST.Groups);
    });

    const played = covered.filter(({ values }) =>
      Object.values(values).every((source) => !('other' in source && withoutOther.has(source.other))),
    );
    for (const transcript of played) {
      // Side by side: one tenant must not notice another.
      it.concurrent(`${transcript.title} (${transcript.file})`, async () => {
        const tenant = await server().openTenant();
        contract ??= readOpenApi(tenant).then(openApiContract);
        const { credentials, faults } = watchContract(tenant, await contract);
        await replay(transcript, { connector, samples, credentials });
        expect(faults).toEqual([]);
        if (transcript.departures.length === 0) return;
        const { log } = server().admin.store;
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
