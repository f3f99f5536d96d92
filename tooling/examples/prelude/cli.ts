import type { makeProgram } from '../../../packages/cli/src/program.ts';

export declare const program: ReturnType<typeof makeProgram>;

/** What is done again and again. */
export declare const poll: () => Promise<void>;
