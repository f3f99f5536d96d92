import type { Connector } from '@scimwright/connector-kit';
import type { Samples } from '../sample/samples.ts';
import type { Bench } from '../serve/bench.ts';

/** What each part of the suite works with. */
export interface Subject {
  readonly connector: Connector;
  readonly samples: Samples;
  /** Paths of users for which a second value is missing: what needs one cannot be tested. */
  readonly withoutOther: ReadonlySet<string>;
  /** The running server; it is there once tests run. */
  readonly bench: () => Bench;
}
