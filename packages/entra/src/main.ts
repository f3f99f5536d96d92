#!/usr/bin/env node
import { runProgram } from './cli/run-program.ts';

const interrupted = new AbortController();
process.once('SIGINT', () => interrupted.abort());
process.once('SIGTERM', () => interrupted.abort());

const { env, stdin, stdout, stderr } = process;
process.exitCode = await runProgram(process.argv.slice(2), {
  cwd: process.cwd(),
  env,
  stdin,
  stdout,
  stderr,
  signal: interrupted.signal,
});
