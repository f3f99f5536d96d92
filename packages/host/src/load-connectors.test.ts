import { attribute, defineConnector, supportIssuedToken } from '@scimwright/connector-kit';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { HostRefusal } from './config.ts';
import { loadConnectors } from './load-connectors.ts';

const connector = (id: string) =>
  defineConnector({
    id,
    displayName: id,
    tutorial: 'https://learn.microsoft.com/entra/identity/saas-apps/tutorial-list',
    settings: z.strictObject({}),
    users: [attribute('userName', 'string'), attribute('active', 'boolean')],
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

it('loads every connector of the dependencies with a connector name, in their order', async () => {
  const manifest = dependenciesOn(
    'zod',
    '@contoso/connector-flow',
    'connector-desk',
    '@contoso/reconnector-x',
  );
  expect((await loadConnectors(manifest, load)).map(({ id }) => id)).toEqual(['flow', 'desk', 'board']);
});

it('loads nothing without dependencies', async () => {
  expect(await loadConnectors({}, load)).toEqual([]);
});

it('skips packages that export no connector, such as the kit, and names them', async () => {
  const said: string[] = [];
  const manifest = dependenciesOn('@scimwright/connector-kit', 'connector-empty', 'connector-desk');
  const kit = (name: string): Promise<unknown> =>
    name === '@scimwright/connector-kit' ? import('@scimwright/connector-kit') : load(name);
  const found = await loadConnectors(manifest, kit, (sentence) => said.push(sentence));
  expect(found.map(({ id }) => id)).toEqual(['desk', 'board']);
  expect(said).toEqual([
    '@scimwright/connector-kit exports no connector and is skipped.',
    'connector-empty exports no connector and is skipped.',
  ]);
});

it.each([
  [
    'throws',
    () => Promise.reject(new Error('flow: users[3]: unknown attribute "rolez"')),
    'users[3]: unknown',
  ],
  // A package may throw anything.
  ['throws a text', () => Promise.reject('no licence' as never), 'no licence'],
  ['is not installed', () => import(`connector-${'missing'}`), 'missing'],
])('refuses a package that %s when it is loaded, with its name and reason', async (_, fails, reason) => {
  const loading = loadConnectors(dependenciesOn('connector-flow'), fails);
  await expect(loading).rejects.toThrow(HostRefusal);
  await expect(loading).rejects.toThrow('The connector package connector-flow cannot be loaded.');
  await expect(loading).rejects.toThrow(reason);
});
