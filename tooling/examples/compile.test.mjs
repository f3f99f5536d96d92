// @ts-check
import { expect, it } from 'vitest';
import { readDiagnostics } from './compile.mjs';

it('reads what the compiler says, with the lines that follow', () => {
  const output =
    "a/b.ts(3,14): error TS2345: Argument is wrong.\n  Type 'a' is not 'b'.\nc.ts(1,2): error TS1: No.\n";
  expect(readDiagnostics(output)).toEqual([
    { file: 'a/b.ts', line: 3, message: "Argument is wrong.\n  Type 'a' is not 'b'." },
    { file: 'c.ts', line: 1, message: 'No.' },
  ]);
});

it('does not pass over what stands in no file', () => {
  expect(() => readDiagnostics("error TS5023: Unknown compiler option 'x'.")).toThrow('TS5023');
});
