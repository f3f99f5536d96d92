// @ts-check
import { describe, expect, it } from 'vitest';
import { writeModule } from './write-module.mjs';

const reach = new Map([
  ['parse', { path: 'parse.ts', hasValue: true }],
  ['deps', { path: 'tooling/examples/prelude/shared.ts', hasValue: false }],
]);

/** @param {string} code */
const write = (code) => writeModule({ line: 10, code }, reach, (path) => `./${path}`);

const imports = [
  { code: 'parse(1);', finds: ['parse'] },
  { code: 'use({ ...deps });', finds: ['deps'] },
  { code: 'a ? parse : deps;', finds: ['parse', 'deps'] },
  { code: 'use(a.parse, a?.deps, { parse: 1 });', finds: [] },
  { code: "use('parse'); // deps", finds: [] },
  { code: 'const parse = 1;\nuse(parse);', finds: [] },
  { code: "import { parse } from 'zod';\nparse(1);", finds: [] },
];

describe('the module of a snippet', () => {
  it.each(imports)('of $code imports $finds', ({ code, finds }) => {
    const lines = write(code).text.matchAll(/^import \{ (\w+) \} from '\.\//gm);
    expect([...lines].map(([, name]) => name)).toEqual(finds);
  });

  it('keeps its own imports, and the numbers of its lines', () => {
    const { text, firstLine } = write("import {\n  z,\n} from 'zod';\n\nexport const a = z.string();");
    const lines = text.split('\n');
    expect(lines[0]).toBe("import { z, } from 'zod';");
    expect(lines[firstLine - 1 + 4]?.trim()).toBe('const a = z.string();');
  });

  it("leaves out an import of the reader's own file", () => {
    expect(write("import { parse } from './mine.ts';\nparse(1);").text).toContain("from './parse.ts'");
  });

  it('states no value with a name that is only declared', () => {
    expect(write('parse(1); // 2').stated).toBe(1);
    expect(write('parse(deps); // 2').stated).toBe(0);
  });
});
