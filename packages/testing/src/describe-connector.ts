import type { Connector } from '@scimwright/connector-kit';
import { afterAll, beforeAll, describe } from 'vitest';
import { openTestServer, type TestServer } from './serve/test-server.ts';
import { serveConnector, type ServeConnector } from './serve/serve-connector.ts';
import { missingOthers } from './sample/missing-others.ts';
import { sampleUser } from './sample/sample-user.ts';
import type { ConnectorFacts } from './connector/connector-facts.ts';
import { describeDisable } from './connector/describe-disable.ts';
import { describeDisabling } from './connector/describe-disabling.ts';
import { describeDiscovery } from './connector/describe-discovery.ts';
import { describeFilters } from './connector/describe-filters.ts';
import { describeMistakes } from './connector/describe-mistakes.ts';
import { describeOpenApi } from './connector/describe-open-api.ts';
import { describeOthers } from './connector/describe-others.ts';
import { describeRefusals } from './connector/describe-refusals.ts';
import { describeRequired } from './connector/describe-required.ts';
import { describeStrays } from './connector/describe-strays.ts';
import { describeTable } from './connector/describe-table.ts';
import { describeReadme } from './readme/describe-readme.ts';
import { describeTokenFlow } from './token-flow/describe-token-flow.ts';
import { describeTranscripts } from './connector/describe-transcripts.ts';
import type { ConnectorSuite } from './connector/connector-suite.ts';

/** The sample group of connectors that require nothing else. */
const SAMPLE_GROUP = { displayName: 'Night Watch', externalId: '0d5b6c1e-8f2a-4b7d-9c3e-6a1f0e2d4b58' };

/**
 * Tests everything that follows from a connector's definition: its rows are those of the tutorial; required attributes,
 * filters and refusals work over HTTP; tokens are issued, rotated and revoked; and every transcript that its profile
 * covers passes.
 *
 * @example
 * describeConnector(bic, { table, settings: {}, user: { userName: 'ada@contoso.example' }, rejects: [] });
 */
export function describeConnector(connector: Connector, facts: ConnectorFacts): void {
  describe(`${connector.displayName}`, () => {
    describeTable(connector, facts.table);
    if (facts.readme !== undefined) describeReadme(connector, facts.readme);
    describeBehaviour(connector, facts);
  });
}

/**
 * Runs the same tests on a served connector, such as by a host over a database, without comparing it with a tutorial.
 * The facts are derived: the sample has made-up values, and the settings are empty.
 *
 * @example
 * describeServedConnector(bic, { serve });
 */
export function describeServedConnector(
  connector: Connector,
  { serve }: { readonly serve: ServeConnector },
): void {
  describe(`${connector.displayName}, served`, () => {
    describeBehaviour(connector, { serve, settings: {}, user: sampleUser(connector), rejects: [] });
  });
}

function describeBehaviour(connector: Connector, facts: Omit<ConnectorFacts, 'table' | 'readme'>): void {
  const { user, group = SAMPLE_GROUP, own = {}, other = {}, settings, serve = serveConnector } = facts;
  let running: TestServer | undefined;
  beforeAll(async () => {
    running = await openTestServer(connector, { settings, serve });
  });
  afterAll(() => running?.close());
  const samples = { user, group, own, other };
  const missing = missingOthers(connector, samples, settings);
  const suite: ConnectorSuite = {
    connector,
    samples,
    withoutOther: new Set(missing.map(({ path }) => path)),
    server() {
      if (running === undefined) throw new Error('The server is not running yet.');
      return running;
    },
  };
  describeOthers(missing);
  describeDisabling(suite);
  describeRequired(suite);
  describeDisable(suite);
  describeFilters(suite);
  describeStrays(suite);
  describeRefusals(suite, facts.rejects);
  describeDiscovery(suite);
  describeOpenApi(suite);
  describeMistakes(suite);
  describeTokenFlow(suite);
  describeTranscripts(suite);
}
