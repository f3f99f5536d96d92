// @ts-check
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { forThisTest } from '../workspace/for-this-test.mjs';
import { makeTree } from '../workspace/make-tree.mjs';
import { removeStaleOutputs } from './stale-outputs.mjs';

it('removes the outputs of a deleted source, and nothing else', () => {
  const root = forThisTest(
    makeTree({
      'src/kept.ts': '',
      'dist/kept.js': '',
      'dist/kept.js.map': { sources: ['../src/kept.ts'] },
      'dist/gone.d.ts': '',
      'dist/gone.d.ts.map': { sources: ['../src/gone.ts'] },
      'dist/bundle.js': '',
      'dist/bundle.js.map': { sources: ['../../elsewhere/bundle.ts'] },
    }),
  );
  expect(removeStaleOutputs(join(root, 'dist'))).toEqual(['gone.d.ts', 'gone.d.ts.map']);
  expect(readdirSync(join(root, 'dist'))).toEqual(['bundle.js', 'bundle.js.map', 'kept.js', 'kept.js.map']);
});
