import type { makeProgram } from '../../../packages/cli/src/program.ts';

export declare const program: ReturnType<typeof makeProgram>;
