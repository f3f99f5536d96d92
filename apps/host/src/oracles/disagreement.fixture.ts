import type { InterpretationId, RequirementId } from '@scimwright/conformance';
import type { Library } from './library.fixture.ts';

/**
 * A difference between a library and this project, with an example that the tests send to both: if either answer changes,
 * the row is stale.
 */
export interface Disagreement<Fact extends string, Ask, Verdict> {
  readonly library: Library;
  /** The feature of a request that both treat differently; random requests with it are not compared. */
  readonly about: Fact;
  /** The smallest example. */
  readonly ask: Ask;
  readonly theirs: Verdict;
  readonly ours: Verdict;
  /** Who is right; `either` if the RFCs leave it open. */
  readonly right: 'we' | 'they' | 'either';
  /** The requirement or interpretation on the conformance page that decides who is right. */
  readonly by: RequirementId | InterpretationId;
  /** The reason, if it needs a sentence. */
  readonly why: string;
}
