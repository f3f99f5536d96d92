export type { Output, ProgramIo } from './cli/program-io.ts';
export { runProgram as runEntra } from './cli/run-program.ts';
