// @ts-check
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTree } from '../workspace/make-tree.mjs';
import { root } from '../workspace/root.mjs';
import { publicEntries, readReports } from './report.mjs';

const entry = (/** @type {string} */ types) => ({ types, default: types.replace('.d.ts', '.js') });
const tree = {
  'package.json': { name: 'house', private: true },
  'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
  'packages/flow/package.json': {
    name: '@house/flow',
    type: 'module',
    exports: {
      '.': entry('./dist/index.d.ts'),
      './draw/line': entry('./dist/line.d.ts'),
      './package.json': './package.json',
    },
  },
  'packages/flow/dist/index.d.ts':
    "import type { Line } from './line.js';\ninterface Hidden { readonly size: number }\nexport {};\nexport declare function flow(amount: number, line?: Line): Hidden;\n",
  'packages/flow/dist/line.d.ts': '/** A line. */\nexport interface Line { readonly length: number }\n',
  'packages/own/package.json': {
    name: '@house/own',
    private: true,
    exports: { '.': entry('./dist/own.d.ts') },
  },
};

/** @type {string} */
let house;
beforeAll(() => {
  house = makeTree(tree);
});
afterAll(() => rmSync(house, { recursive: true }));

/** @param {string} file @param {string} text */
function write(file, text) {
  mkdirSync(dirname(join(house, file)), { recursive: true });
  writeFileSync(join(house, file), text);
}

describe('the reports of the public surface', () => {
  it('are one for each entry with types of each public package', () => {
    expect(publicEntries(house)).toMatchObject([
      { name: '@house/flow', report: 'packages/flow/api/index.api.md' },
      { name: '@house/flow/draw/line', report: 'packages/flow/api/draw-line.api.md' },
    ]);
  });

  it('are all new at first, and say what each entry exports', () => {
    const { changed, stale } = readReports(house);
    expect(stale).toEqual([]);
    expect(changed.map(({ report }) => report)).toEqual([
      'packages/flow/api/index.api.md',
      'packages/flow/api/draw-line.api.md',
    ]);
    expect(changed[0]?.text).toContain('export function flow(amount: number, line?: Line): Hidden;');
    expect(changed[0]?.text).toContain('The symbol "Hidden" needs to be exported');
    // Another entry exports it.
    expect(changed[0]?.text).not.toContain('The symbol "Line"');
    expect(changed[1]?.text).toContain('export interface Line {');
    for (const { report, text } of changed) write(report, text);
  });

  it('are neither outdated nor stale when the surface has not changed', () => {
    expect(readReports(house)).toEqual({ changed: [], stale: [] });
  });

  it('are outdated where a signature changed, and stale where an entry is gone', () => {
    write('packages/flow/dist/index.d.ts', 'export declare function flow(amount: string): void;\n');
    write('packages/flow/api/gone.api.md', 'once');
    const { changed, stale } = readReports(house);
    expect(changed.map(({ report }) => report)).toEqual(['packages/flow/api/index.api.md']);
    expect(changed[0]?.text).toContain('flow(amount: string): void');
    expect(stale).toEqual(['packages/flow/api/gone.api.md']);
  });

  it('of this repository are exactly one file for each entry', () => {
    const reports = publicEntries(root).map(({ report }) => report);
    expect(reports).toContain('packages/core/api/index.api.md');
    for (const folder of new Set(reports.map((report) => dirname(report)))) {
      expect(
        readdirSync(join(root, folder))
          .map((file) => join(folder, file))
          .toSorted(),
      ).toEqual(reports.filter((report) => dirname(report) === folder).toSorted());
    }
  });
});
