import type { ConformanceTarget } from '../../../packages/conformance/src/index.ts';

/** The tenant under test. */
export declare const target: ConformanceTarget;
