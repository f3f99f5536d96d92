import { describe, expect, it, vi } from 'vitest';
import { isCovered } from '../transcript/is-covered.ts';
import { loadTranscripts, type TranscriptFile } from '@scimwright/conformance';
import { replay } from '../transcript/replay.ts';
import { openApiContract, type OpenApiContract } from './open-api-contract.ts';
import { readOpenApi } from './read-open-api.ts';
import type { ConnectorSuite } from './connector-suite.ts';
import { watchContract } from './watch-contract.ts';

/**
 * A connector with only userName, active, and groups with members runs 43 and 44 transcripts. Fewer than these limits mean
 * a spelling mistake in a transcript or a profile.
 */
const FEWEST = { Users: 40, Groups: 40 };

/**
 * Replays every transcript that a connector's profile covers, each in its own tenant. Every accepted body and every
 * answer must conform to the OpenAPI document, and the log must have the departures from the RFCs that the transcript
 * lists.
 */
export function describeTranscripts({ connector, samples, withoutOther, server }: ConnectorSuite): void {
  const covered = loadTranscripts().filter((transcript) => isCovered(transcript, connector));
  const isAbout = (endpoint: string) => (transcript: TranscriptFile) =>
    transcript.exchanges.some(({ request }) => request.path.startsWith(endpoint));

  /** The same for every tenant except for its URL. */
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
      // Concurrently: one tenant must not affect another.
      it.concurrent(`${transcript.title} (${transcript.file})`, async () => {
        const tenant = await server().openTenant();
        contract ??= readOpenApi(tenant).then(openApiContract);
        const { credentials, faults } = watchContract(tenant, await contract);
        await replay(transcript, { connector, samples, credentials });
        expect(faults).toEqual([]);
        if (transcript.departures.length === 0) return;
        const { log } = server().admin.store;
        // Requests without a change are logged in batches, a moment later.
        await vi.waitFor(async () => {
          const { entries } = await log.read(tenant.tenant.id, { limit: 100 });
          const made = new Set(entries.flatMap(({ departures }) => departures));
          expect([...made]).toEqual(expect.arrayContaining(transcript.departures));
        }, 5_000);
      });
    }
  });
}
