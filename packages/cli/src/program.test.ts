import { operations } from '@scimwright/server/admin';
import type { Command } from 'commander';
import { expect, it } from 'vitest';
import { makeProgram } from './program.ts';

/** The words of every command without subcommands. */
function wordsOf(command: Command, before: readonly string[] = []): readonly string[] {
  if (command.commands.length === 0) return [before.join(' ')];
  return command.commands.flatMap((one) => wordsOf(one, [...before, one.name()]));
}

const { env, stdout, stderr } = process;
const io = { cwd: process.cwd(), env, stdout, stderr };

it('offers exactly the operations that declare a command, and entra', () => {
  const declared = Object.values(operations).flatMap(({ command }) => command?.words ?? []);
  expect(wordsOf(makeProgram(io)).toSorted()).toEqual([...declared, 'entra'].toSorted());
});
