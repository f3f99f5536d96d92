import type { areas } from './requirements.ts';
import type { readings } from './readings.ts';

/** How strongly the RFCs ask for it; of an optional feature, once it is advertised. */
export type Level = 'MUST' | 'SHOULD' | 'MAY';

/** A part of the RFCs, with what it asks for: id, level, what. */
export interface Area {
  readonly id: string;
  readonly title: string;
  readonly requirements: readonly (readonly [id: string, level: Level, what: string])[];
}

/** Names a requirement, such as `7644-3.3-01`. */
export type RequirementId = (typeof areas)[number]['requirements'][number][0];

/** Names a place where the RFCs can be read in several ways, such as `AMB-04`. */
export type ReadingId = (typeof readings)[number][0];
