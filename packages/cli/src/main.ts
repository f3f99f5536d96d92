#!/usr/bin/env node
import { HostRefusal } from '@scimwright/host';
import { AdminRefusal } from '@scimwright/server/admin';
import { StoreFault, StoreUnavailable } from '@scimwright/store';
import { makeProgram } from './program.ts';

try {
  await makeProgram().parseAsync();
} catch (error) {
  const isForPeople = [AdminRefusal, HostRefusal, StoreFault, StoreUnavailable].some(
    (kind) => error instanceof kind,
  );
  if (!isForPeople || !(error instanceof Error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
