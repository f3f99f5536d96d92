// @ts-check
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { forThisTest } from '../workspace/for-this-test.mjs';
import { notRun, wrongAnswers } from './measure.mjs';
import { readOptions } from './options.mjs';
import { runRounds } from './rounds.mjs';
import { Stage } from './stage.mjs';

it('a round starts each server as a process, and what cannot start is named while the rest goes on', async () => {
  const options = readOptions(['--users', '4', '--rounds', '1', '--servers', 'template,floor,scimmy']);
  if (options === 'help') throw new Error('These are no options.');
  const empty = forThisTest(mkdtempSync(join(tmpdir(), 'scimwright-empty-')));
  const stage = new Stage(empty);
  onTestFinished(() => stage.close());
  /** @type {string[]} */
  const seen = [];
  // There is no host in that checkout.
  const rounds = await runRounds({ stage, checkout: empty, options, say: () => undefined }, ({ server }) =>
    seen.push(server),
  );
  expect(seen).toEqual(['template', 'floor', 'scimmy']);
  const results = { rounds, studies: {} };
  expect(wrongAnswers(results)).toEqual([]);
  expect(notRun(results)).toEqual([
    expect.stringMatching(/^template: The host did not become ready[^]*main\.js/),
  ]);
  expect(rounds.map(({ phases }) => Object.keys(phases).length)).toEqual([0, 6, 6]);
});
