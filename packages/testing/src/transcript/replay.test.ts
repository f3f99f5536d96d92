import { PATCH_OP } from '@scimwright/core/messages';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { harbour } from '../connector/connectors.fixture.ts';
import { openTestServer, type TestServer } from '../serve/test-server.ts';
import { serveConnector } from '../serve/serve-connector.ts';
import { replay } from './replay.ts';
import { transcript } from '@scimwright/conformance';

const samples = {
  user: { userName: 'ada@norrvik.example', displayName: 'Ada' },
  group: { displayName: 'Night Watch' },
  other: {},
};

const body = { schemas: [PATCH_OP], Operations: [{ op: 'Replace', path: 'displayName', value: 'Tove' }] };
const rename = { method: 'PATCH', path: '/Users/{user}', body };
const find = { method: 'GET', path: '/Users?filter=id+eq+%22{user}%22' };
const lose = { method: 'PATCH', path: '/Users/nobody', body };
const state = (displayName: string | null) => ({ '/Users/{user}': { displayName } });

const right = [
  { request: rename, expect: { status: 200, body: { displayName: 'Tove' } }, after: state('Tove') },
  { request: rename, version: 'kept', expect: { status: 200 }, after: state('Tove') },
  { request: find, expect: { status: 200, finds: ['{user}'], absent: ['title'] } },
  { request: lose, expect: { status: 404, detail: 'no User' }, after: { '/Users/nobody': null } },
];

/** Expectations with one mistake each. */
const wrong: Readonly<Record<string, object>> = {
  'another status': { request: rename, expect: { status: 204 }, after: {} },
  'another body': { request: rename, expect: { status: 200, body: { displayName: 'Imre' } }, after: {} },
  'another state afterwards': { request: rename, expect: { status: 200 }, after: state('Ada') },
  'a missing value that is there': { request: rename, expect: { status: 200 }, after: state(null) },
  'a resource that should be gone': {
    request: rename,
    expect: { status: 200 },
    after: { '/Users/{user}': null },
  },
  'a version that should stay': { request: rename, version: 'kept', expect: { status: 200 }, after: {} },
  'an empty list': { request: find, expect: { status: 200, finds: [] } },
  'another user in the list': { request: find, expect: { status: 200, finds: ['nobody'] } },
  'the absence of an attribute that is there': {
    request: find,
    expect: { status: 200, absent: ['userName'] },
  },
  'a refusal of another kind': { request: lose, expect: { status: 404, scimType: 'noTarget' }, after: {} },
  'a refusal in other words': { request: lose, expect: { status: 404, detail: 'shoeSize' }, after: {} },
  'a resource that does not exist': {
    request: rename,
    expect: { status: 200 },
    after: { '/Users/nobody': {} },
  },
};

describe('replay', () => {
  let server: TestServer | undefined;
  beforeAll(async () => {
    server = await openTestServer(harbour, { settings: {}, serve: serveConnector });
  });
  afterAll(() => server?.close());

  const play = async (exchanges: readonly object[]): Promise<void> => {
    const credentials = await server?.openTenant();
    if (credentials === undefined) throw new Error('The server is not running yet.');
    const head = { title: 'A user is renamed', source: 'H47', dialect: 'default', needs: {} };
    const played = transcript.parse({ ...head, given: { users: { user: {} } }, exchanges });
    await replay(played, { connector: harbour, samples, credentials });
  };

  it('passes if every answer is as the transcript says', async () => {
    await expect(play(right)).resolves.toBeUndefined();
  });

  it.each(Object.entries(wrong))('fails for %s', async (_, exchange) => {
    await expect(play([exchange])).rejects.toThrow(/^exchange 1, /);
  });

  it.each(Object.entries(wrong))('shows the request and the answer for %s', async (_, exchange) => {
    await expect(play([exchange])).rejects.toThrow(/(GET|PATCH) \/Users.* was answered \d{3}/);
  });

  it('shows the body of the request and the detail of a refusal', async () => {
    const unexpected = { request: lose, expect: { status: 200 }, after: {} };
    await expect(play([unexpected])).rejects.toThrow(
      /PATCH \/Users\/nobody with \{"schemas":.*"value":"Tove"\}\]\} was answered 404 This tenant has no User/,
    );
  });

  it('shows why a given resource cannot be created', async () => {
    const head = { title: 'A name is taken', source: 'H47', dialect: 'default', needs: {} };
    const given = { users: { first: {}, second: {} } };
    const credentials = await server?.openTenant();
    if (credentials === undefined) throw new Error('The server is not running yet.');
    const played = transcript.parse({ ...head, given, exchanges: right });
    await expect(replay(played, { connector: harbour, samples, credentials })).rejects.toThrow(
      /^given second: POST \/Users with .* was answered 409 uniqueness: /,
    );
  });
});
