import type { Connector } from '@scimwright/connector-kit';
import type { Samples } from '../sample/samples.ts';
import type { TestServer } from '../serve/test-server.ts';

/** The input of each part of the suite. */
export interface ConnectorSuite {
  readonly connector: Connector;
  readonly samples: Samples;
  /** Paths of users without a second value, where tests that need one cannot run. */
  readonly withoutOther: ReadonlySet<string>;
  /** The running server; call it only inside a test. */
  readonly server: () => TestServer;
}
