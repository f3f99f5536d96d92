import type { areas } from './requirements.ts';
import type { readings } from './readings.ts';

/** Names a requirement, such as `7644-3.3-01`. */
export type RequirementId = (typeof areas)[number]['requirements'][number][0];

/** Names a place where the RFCs can be read in several ways, such as `AMB-04`. */
export type ReadingId = (typeof readings)[number][0];
