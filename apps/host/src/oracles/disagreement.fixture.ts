import type { InterpretationId, RequirementId } from '@scimwright/conformance';
import type { Library } from './library.fixture.ts';

/**
 * Something that a library and we answer differently, pinned by an example that the tests ask both: when either changes
 * its answer, the row is stale.
 */
export interface Disagreement<Fact extends string, Ask, Verdict> {
  readonly library: Library;
  /** What is asked that they take differently; what has it is not held against the library. */
  readonly about: Fact;
  /** The smallest thing to ask. */
  readonly ask: Ask;
  readonly theirs: Verdict;
  readonly ours: Verdict;
  /** Who is right; `either`, where the RFCs leave it open. */
  readonly right: 'we' | 'they' | 'either';
  /** What decides it: a requirement or an interpretation of the conformance page. */
  readonly by: RequirementId | InterpretationId;
  /** Why, in a sentence, where that needs one. */
  readonly why: string;
}
