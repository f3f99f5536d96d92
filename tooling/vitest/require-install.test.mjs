// @ts-check
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { forThisTest } from '../workspace/for-this-test.mjs';
import { makeTree } from '../workspace/make-tree.mjs';
import { root } from '../workspace/root.mjs';
import { runToEnd } from '../workspace/run-to-end.mjs';

it('vitest in a clone without packages says what to do first, without a stack', async () => {
  const clone = forThisTest(makeTree({ 'package.json': { type: 'module' } }));
  copyFileSync(join(root, 'vitest.config.ts'), join(clone, 'vitest.config.ts'));
  mkdirSync(join(clone, 'tooling/vitest'), { recursive: true });
  for (const name of readdirSync(join(root, 'tooling/vitest')).filter((file) => /\.m?[jt]s$/.test(file)))
    copyFileSync(join(root, 'tooling/vitest', name), join(clone, 'tooling/vitest', name));

  // npx would fetch a vitest outside the clone, where this one is too.
  const { code, printed } = await runToEnd(join(root, 'node_modules/.bin/vitest'), ['run'], { cwd: clone });
  expect(code).toBe(1);
  expect(printed).toContain('Nothing is installed here yet. Run "npm test" once');
  expect(stripVTControlCharacters(printed)).not.toMatch(/^ +at /m);
});
