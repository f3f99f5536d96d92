import type { ConformanceTarget } from '../../../packages/conformance/src/index.ts';

/** A tenant that is tested. */
export declare const target: ConformanceTarget;
