#!/usr/bin/env node
import { runCommandLine } from './run-command-line.ts';

// Whoever reads the output may have seen enough, as `head` has.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

const { env, stdout, stderr } = process;
process.exitCode = await runCommandLine(process.argv.slice(2), { cwd: process.cwd(), env, stdout, stderr });
