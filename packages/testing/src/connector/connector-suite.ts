import type { Connector } from '@scimwright/connector-kit';
import type { Samples } from '../sample/samples.ts';
import type { TestServer } from '../serve/test-server.ts';

/** What each part of the suite works with. */
export interface ConnectorSuite {
  readonly connector: Connector;
  readonly samples: Samples;
  /** Paths of users for which a second value is missing: what needs one cannot be tested. */
  readonly withoutOther: ReadonlySet<string>;
  /** The running server; it is there once tests run. */
  readonly server: () => TestServer;
}
