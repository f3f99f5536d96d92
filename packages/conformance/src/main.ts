#!/usr/bin/env node
import { runProgram } from './cli/run-program.ts';

const interrupted = new AbortController();
// Handles only the first Ctrl-C, so that the second ends the process as usual.
process.once('SIGINT', () => interrupted.abort());
process.once('SIGTERM', () => interrupted.abort());

process.exitCode = await runProgram(process.argv.slice(2), {
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: interrupted.signal,
});
