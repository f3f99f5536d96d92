// @ts-check
import { expect, it } from 'vitest';
import { readDiagnostics } from './compile.mjs';

const WRONG =
  "a/b.ts(3,14): error TS2345: Argument is wrong.\n  Type 'a' is not 'b'.\nc.ts(1,2): error TS1: No.\n";

it.each([1, 2])(
  'reads the errors of a compiler that ends with %d, with their continuation lines',
  (status) => {
    expect(readDiagnostics(WRONG, status)).toEqual([
      { file: 'a/b.ts', line: 3, message: "Argument is wrong.\n  Type 'a' is not 'b'." },
      { file: 'c.ts', line: 1, message: 'No.' },
    ]);
  },
);

it('reads no errors when the compiler succeeds', () => {
  expect(readDiagnostics('', 0)).toEqual([]);
});

it.each([
  {
    title: 'an error without a file',
    output: "error TS5023: Unknown compiler option 'x'.",
    end: 1,
    says: 'TS5023',
  },
  { title: 'a compiler that a signal ended', output: '', end: 'SIGKILL', says: 'SIGKILL' },
  {
    title: 'a compiler that a signal ended after its output',
    output: WRONG,
    end: 'SIGKILL',
    says: 'SIGKILL',
  },
  { title: 'a compiler that fails without output', output: '', end: 2, says: 'no output' },
  { title: 'a shell that reports a killed compiler', output: '', end: 137, says: '137' },
])('throws for $title', ({ output, end, says }) => {
  expect(() => readDiagnostics(output, end)).toThrow(says);
});
