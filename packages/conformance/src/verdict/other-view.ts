import type { InterpretationId, RequirementId } from '../rule.ts';

/** A difference between another library and a service, as the page shows it. */
export interface OtherView {
  /** The library and its version. */
  readonly library: string;
  /** The subject of the difference. */
  readonly about: string;
  /** The example, in Markdown, and the result of each side. */
  readonly asked: string;
  readonly theirs: string;
  readonly ours: string;
  /** Who is right; `either`, where the RFCs leave it open. */
  readonly right: 'we' | 'they' | 'either';
  /** The requirement or interpretation of the page that decides it. */
  readonly by: RequirementId | InterpretationId;
  /** The reason, if it needs a sentence. */
  readonly why: string;
}
