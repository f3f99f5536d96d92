import { attribute, defineConnector, supportIssuedToken } from '@scimwright/connector-kit';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { loadConnectors } from './load-connectors.ts';

const connector = (id: string) =>
  defineConnector({
    id,
    displayName: id,
    tutorial: 'https://learn.microsoft.com/entra/identity/saas-apps/tutorial-list',
    settings: z.strictObject({}),
    users: [attribute('userName', 'string')],
    token: supportIssuedToken({ instructions: 'Write to support.', overlapDays: 7 }),
  });

const packages: Readonly<Record<string, object>> = {
  '@contoso/connector-flow': { flow: connector('flow'), VERSION: '1' },
  'connector-desk': { desk: connector('desk'), board: connector('board') },
  'connector-empty': { nothing: {} },
};
const load = async (name: string): Promise<unknown> => packages[name];
const dependenciesOn = (...names: readonly string[]) => ({
  dependencies: Object.fromEntries(names.map((name) => [name, '1.0.0'])),
});

it('serves every connector of every dependency that is named as one, in their order', async () => {
  const manifest = dependenciesOn(
    'zod',
    '@contoso/connector-flow',
    'connector-desk',
    '@contoso/reconnector-x',
  );
  expect((await loadConnectors(manifest, load)).map(({ id }) => id)).toEqual(['flow', 'desk', 'board']);
});

it('serves nothing where nothing is depended on', async () => {
  expect(await loadConnectors({}, load)).toEqual([]);
});

it('refuses a package without a connector, by name', async () => {
  await expect(loadConnectors(dependenciesOn('connector-empty'), load)).rejects.toThrow(
    'connector-empty exports no connector',
  );
});
