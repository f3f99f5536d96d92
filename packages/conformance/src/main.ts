#!/usr/bin/env node
import { runProgram } from './cli/run-program.ts';

const interrupted = new AbortController();
// Once: the second Ctrl-C ends the process, as it always does.
process.once('SIGINT', () => interrupted.abort());
process.once('SIGTERM', () => interrupted.abort());

process.exitCode = await runProgram(process.argv.slice(2), {
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: interrupted.signal,
});
