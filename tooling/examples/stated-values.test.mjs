// @ts-check
import { describe, expect, it } from 'vitest';
import { withStatedValues } from './stated-values.mjs';

const stated = [
  { code: "print(a); // 'bar'", becomes: "states(10, print(a), 'bar');" },
  { code: 'await read(); // [{ a: 1 }]', becomes: 'states(10, await read(), [{ a: 1 }]);' },
  { code: 'a < 0; // true', becomes: 'states(10, a < 0, true);' },
  { code: 'find(a); // undefined', becomes: 'states(10, find(a), undefined);' },
  { code: 'const a = 1;\nuse(a); // 2', becomes: 'const a = 1;\nstates(11, use(a), 2);' },
  { code: 'use(a);\n// { b: 2 }', becomes: 'states(10, use(a), { b: 2 });\n// { b: 2 }' },
  { code: "use('// no'); // '// yes'", becomes: "states(10, use('// no'), '// yes');" },
];

const remarks = [
  { code: 'undo(); // names is as it was', why: 'it is not a literal' },
  { code: "list(); // ['a', …]", why: 'it is incomplete' },
  { code: 'port(); // process.exit()', why: 'it is code' },
  { code: 'const a = f(); // 3', why: 'the statement has no value' },
  { code: 'if (a) use(a); // 3', why: 'the statement may not run' },
  { code: 'use(\n  a,\n  b); // 3', why: 'the statement begins on an earlier line' },
  { code: 'use(a);', why: 'the line has no comment' },
];

describe('a value that an example states', () => {
  it.each(stated)('$code is compared', ({ code, becomes }) => {
    expect(withStatedValues(code, 10)).toEqual({ code: becomes, stated: 1 });
  });

  it.each(remarks)('$code is a remark, because $why', ({ code }) => {
    expect(withStatedValues(code, 10)).toEqual({ code, stated: 0 });
  });
});
