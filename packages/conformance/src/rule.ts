import type { areas } from './requirements.ts';
import type { interpretations } from './interpretations.ts';

/** Names a requirement, such as `7644-3.3-01`. */
export type RequirementId = (typeof areas)[number]['requirements'][number][0];

/** Names a place where the RFCs are ambiguous or silent, such as `AMB-04`. */
export type InterpretationId = (typeof interpretations)[number][0];

/** The id of a rule: a requirement of the RFCs, or our interpretation where they are ambiguous. */
export type RuleId = RequirementId | InterpretationId;
