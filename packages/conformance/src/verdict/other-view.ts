import type { InterpretationId, RequirementId } from '../rule.ts';

/** Something that a library of others and a service answer differently, as the page shows it. */
export interface OtherView {
  /** The library and its version. */
  readonly library: string;
  /** What is asked that they take differently. */
  readonly about: string;
  /** The example, in Markdown; and what each makes of it. */
  readonly asked: string;
  readonly theirs: string;
  readonly ours: string;
  /** Who is right; `either`, where the RFCs leave it open. */
  readonly right: 'we' | 'they' | 'either';
  /** The requirement or interpretation of the page that decides it. */
  readonly by: RequirementId | InterpretationId;
  /** Why, where that needs a sentence. */
  readonly why: string;
}
