import { describe, expect, it } from 'vitest';
import { recordCommits } from './record-commits.fixture.ts';
import { flowUser, patchOf, serveFlow } from './serve.fixture.ts';

const kindsIn = (changes: readonly { readonly kind: string }[]): readonly string[] =>
  changes.map(({ kind }) => kind).toSorted();

describe('a write', () => {
  it('is one commit, with its event and its log entry', async () => {
    const { store, commits } = recordCommits();
    const served = await serveFlow({ store });
    const { body } = await served.send('POST', '/Users', flowUser('ada', { active: true }));
    const path = `/Users/${String(body['id'])}`;
    await served.send('PATCH', path, patchOf({ op: 'replace', path: 'title', value: 'Dr' }));
    await served.send('PUT', path, flowUser('ada', { title: 'Prof', active: true }));
    await served.send('DELETE', path);
    expect(commits.map(kindsIn)).toEqual([
      ['create', 'event', 'log'],
      ['event', 'log', 'update'],
      ['event', 'log', 'update'],
      ['event', 'log', 'remove'],
    ]);
    await served.close();
  });

  it('of members is one commit with its log entry, and reads no group', async () => {
    const { store, commits, gets } = recordCommits();
    const served = await serveFlow({ store });
    const { body: user } = await served.send('POST', '/Users', flowUser('ada'));
    const group = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], displayName: 'Crew' };
    const { body } = await served.send('POST', '/Groups', group);
    const before = gets();
    const add = { op: 'add', path: 'members', value: [{ value: String(user['id']) }] };
    await served.send('PATCH', `/Groups/${String(body['id'])}`, patchOf(add));
    expect(gets()).toBe(before);
    expect(commits.slice(2).map(kindsIn)).toEqual([['log', 'members']]);
    await served.close();
  });

  it('waits for other writes of its user, and reads the user once', async () => {
    const { store, commits, gets } = recordCommits();
    const served = await serveFlow({ store });
    const { body } = await served.send('POST', '/Users', flowUser('ada'));
    const [read, stored] = [gets(), commits.length];
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        served.send(
          'PATCH',
          `/Users/${String(body['id'])}`,
          patchOf({ op: 'replace', path: 'title', value: `Dr ${at}` }),
        ),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect([gets() - read, commits.length - stored]).toEqual([20, 20]);
    await served.close();
  });
});
