import type { JsonObject } from '@scimwright/core';
import { describe, expect, it } from 'vitest';
import { defaultAccess } from '../directory/create-directory.ts';
import type { DirectoryChange } from '../directory/directory-change.ts';
import { readSource } from '../mapping/read-source.ts';
import { restart } from './job-state.ts';
import type { Outcome } from './outcome.ts';
import { profileMapping } from '../mapping/profile-mapping.ts';
import { DAY, gather, join, simulate, yard, type SimulationOptions } from './simulation.fixture.ts';

const leave = (id: string): DirectoryChange => ({ kind: 'unassigned', id, roleId: defaultAccess.id });
const enter = (id: string): DirectoryChange => ({ kind: 'assigned', id, roleId: defaultAccess.id });
const rename = (id: string, displayName: string | null): DirectoryChange => ({
  kind: 'attributesChanged',
  id,
  attributes: { displayName },
});

const MANAGER = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const shapeOf = (request: string): string =>
  request.replace(/\?.*/, '').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, ':id');
const endings = (outcomes: readonly Outcome[]): readonly string[] =>
  outcomes.map(({ id, action, ending }) => {
    const more = ending.status === 'skipped' ? ending.reason : 'failed' in ending ? ending.failed.code : '';
    return `${id} ${action} ${ending.status} ${more}`.trim();
  });

/** A company of three with a crew, after its initial cycle. */
async function company(options: SimulationOptions = {}) {
  const simulation = await simulate({ ...options, settings: { concurrency: 1, ...options.settings } });
  const { change, cycle, shown } = simulation;
  change(...join('ana'), ...join('bo'), ...join('cy'), ...gather('crew', ['ana', 'bo']));
  change({ kind: 'managerChanged', id: 'bo', managerId: 'ana' });
  await cycle();
  const user = async (id: string): Promise<JsonObject | undefined> =>
    (await shown('Users')).find(({ externalId }) => externalId === id);
  const crew = async (): Promise<readonly string[]> => {
    const users = await shown('Users');
    const [group] = await shown('Groups');
    const members = (group?.['members'] ?? []) as readonly { readonly value: string }[];
    return members
      .map(({ value }) => String(users.find(({ id }) => id === value)?.['externalId']))
      .toSorted();
  };
  const managerOf = async (id: string): Promise<string | undefined> => {
    const extension = (await user(id))?.[MANAGER] as
      | { readonly manager?: { readonly value: string } }
      | undefined;
    const users = await shown('Users');
    return users.find((each) => each['id'] === extension?.manager?.value)?.['externalId'] as
      | string
      | undefined;
  };
  return { ...simulation, user, crew, managerOf };
}

describe.each(['default', 'aadOptscim062020'] as const)('in the dialect %s', (dialect) => {
  it('an initial cycle creates people, then groups, then managers and members', async () => {
    const { requests, managerOf, crew, user } = await company({ knobs: { dialect } });
    expect(requests.map(shapeOf)).toEqual([
      'GET /Users',
      'POST /Users',
      'GET /Users',
      'POST /Users',
      'GET /Users',
      'POST /Users',
      'GET /Groups',
      'POST /Groups',
      'PATCH /Users/:id',
      'PATCH /Groups/:id',
      'PATCH /Groups/:id',
    ]);
    expect(await managerOf('bo')).toBe('ana');
    expect(await crew()).toEqual(['ana', 'bo']);
    expect(await user('ana')).toMatchObject({ userName: 'ana@fjordline.example', active: true });
  });

  it.each<{
    readonly title: string;
    readonly changes: readonly DirectoryChange[];
    readonly sends: readonly string[];
    /** Undefined: there is nobody left. */
    readonly leaves?: JsonObject;
  }>([
    {
      title: 'changes of a person go into one PATCH',
      changes: [
        { kind: 'attributesChanged', id: 'cy', attributes: { displayName: 'Cyrus', jobTitle: 'Cook' } },
      ],
      sends: ['GET /Users/:id', 'PATCH /Users/:id'],
      leaves: { displayName: 'Cyrus', title: 'Cook' },
    },
    {
      title: 'a change of nothing that is mapped sends no PATCH',
      changes: [{ kind: 'attributesChanged', id: 'cy', attributes: { city: 'Bergen' } }],
      sends: ['GET /Users/:id'],
      leaves: { active: true },
    },
    {
      title: 'a change of letter case alone sends no PATCH',
      changes: [rename('cy', 'CY')],
      sends: ['GET /Users/:id'],
      leaves: { displayName: 'cy' },
    },
    {
      title: 'a value that is emptied stays',
      changes: [rename('cy', null)],
      sends: ['GET /Users/:id'],
      leaves: { displayName: 'cy' },
    },
    {
      title: 'somebody whose sign-in is blocked is disabled, and nothing else is sent',
      changes: [rename('cy', 'Cyrus'), { kind: 'signInChanged', id: 'cy', accountEnabled: false }],
      sends: ['GET /Users/:id', 'PATCH /Users/:id'],
      leaves: { active: false, displayName: 'cy' },
    },
    {
      title: 'somebody who is unassigned is disabled',
      changes: [leave('cy')],
      sends: ['GET /Users/:id', 'PATCH /Users/:id'],
      leaves: { active: false },
    },
    {
      title: 'somebody who is deleted is disabled',
      changes: [{ kind: 'deleted', id: 'cy' }],
      sends: ['GET /Users/:id', 'PATCH /Users/:id'],
      leaves: { active: false },
    },
    {
      title: 'somebody who is purged is deleted',
      changes: [{ kind: 'purged', id: 'cy' }],
      sends: ['DELETE /Users/:id'],
    },
  ])('$title', async ({ changes, sends, leaves }) => {
    const { change, cycle, requests, user } = await company({ knobs: { dialect } });
    change(...changes);
    await cycle();
    expect(requests.map(shapeOf)).toEqual(sends);
    const cy = await user('cy');
    expect({ cy }).toMatchObject({ cy: leaves });
  });

  it('somebody who comes back is enabled, and is still a member', async () => {
    const { change, cycle, requests, user, crew } = await company({ knobs: { dialect } });
    change({ kind: 'deleted', id: 'bo' });
    await cycle();
    expect(await user('bo')).toMatchObject({ active: false });
    change({ kind: 'restored', id: 'bo' });
    await cycle();
    expect(requests.map(shapeOf)).toEqual(['GET /Users/:id', 'PATCH /Users/:id']);
    expect(await user('bo')).toMatchObject({ active: true });
    expect(await crew()).toEqual(['ana', 'bo']);
  });

  it('members join and leave one by one, and a manager changes and goes', async () => {
    const { change, cycle, requests, crew, managerOf } = await company({ knobs: { dialect } });
    change(
      { kind: 'memberAdded', id: 'crew', memberId: 'cy' },
      { kind: 'memberRemoved', id: 'crew', memberId: 'ana' },
    );
    change({ kind: 'managerChanged', id: 'bo', managerId: 'cy' });
    await cycle();
    expect(requests.filter((request) => request.startsWith('PATCH')).map(shapeOf)).toEqual([
      'PATCH /Users/:id',
      'PATCH /Groups/:id',
      'PATCH /Groups/:id',
    ]);
    expect(await crew()).toEqual(['bo', 'cy']);
    expect(await managerOf('bo')).toBe('cy');
    change({ kind: 'managerChanged', id: 'bo', managerId: null });
    await cycle();
    expect(await managerOf('bo')).toBeUndefined();
  });

  it('a group that is unassigned is deleted, and comes back with all its members', async () => {
    const { change, cycle, requests, crew, shown } = await company({ knobs: { dialect } });
    change(leave('crew'));
    await cycle();
    expect(requests.map(shapeOf)).toContain('DELETE /Groups/:id');
    expect(await shown('Groups')).toEqual([]);
    change(enter('crew'));
    await cycle();
    expect(await crew()).toEqual(['ana', 'bo']);
  });
});

describe('who is provisioned', () => {
  it('somebody who is blocked is never created', async () => {
    const { change, cycle, requests, outcomes } = await company();
    change(...join('dee'), { kind: 'signInChanged', id: 'dee', accountEnabled: false });
    await cycle();
    expect(requests).toEqual([]);
    expect(endings(outcomes)).toEqual(['dee other skipped NotEffectivelyEntitled']);
  });

  it('a person with a role only by a group is provisioned, and by a group in a group is not', async () => {
    const { change, cycle, shown } = await simulate();
    change(...join('ana').slice(0, 1), ...join('bo').slice(0, 1), {
      kind: 'groupAdded',
      id: 'inner',
      attributes: { displayName: 'inner' },
    });
    change(...gather('outer', ['ana', 'inner']), { kind: 'memberAdded', id: 'inner', memberId: 'bo' });
    await cycle();
    expect((await shown('Users')).map(({ externalId }) => externalId)).toEqual(['ana']);
  });

  it('with the scope of everybody, nobody needs to be assigned', async () => {
    const { change, cycle, shown } = await simulate({ settings: { scope: 'everybody' } });
    change(...join('ana').slice(0, 1));
    await cycle();
    expect(await shown('Users')).toHaveLength(1);
  });

  it('whoever is in the application already is found, and gets what differs', async () => {
    const { change, cycle, requests, outcomes, job, user } = await company();
    const body = {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      userName: 'DEE@fjordline.example',
      title: 'Cook',
    };
    await job.send({ method: 'POST', path: '/Users', body });
    change(...join('dee', { jobTitle: 'Mate' }));
    await cycle();
    expect(requests.map(shapeOf)).toEqual(['GET /Users', 'PATCH /Users/:id']);
    expect(outcomes[0]?.modified).toContainEqual({ name: 'title', oldValue: 'Cook', newValue: 'Mate' });
    expect(await user('dee')).toMatchObject({ title: 'Mate', userName: 'DEE@fjordline.example' });
  });

  it('an unassigned person is not deleted when purged, unless the setting says so', async () => {
    for (const deletesUnassigned of [false, true]) {
      const { change, cycle, requests, user } = await company({ settings: { deletesUnassigned } });
      change(leave('cy'));
      await cycle();
      change({ kind: 'purged', id: 'cy' });
      await cycle();
      expect(requests.map(shapeOf)).toEqual(deletesUnassigned ? ['DELETE /Users/:id'] : []);
      expect((await user('cy')) === undefined).toBe(deletesUnassigned);
    }
  });

  it('somebody who is deleted and then unassigned is not deleted when purged', async () => {
    const { change, cycle, requests, outcomes } = await company();
    change({ kind: 'deleted', id: 'cy' });
    await cycle();
    change(leave('cy'));
    await cycle();
    expect(endings(outcomes)).toEqual(['cy other skipped RedundantSoftDelete']);
    change({ kind: 'purged', id: 'cy' });
    await cycle();
    expect(requests).toEqual([]);
  });

  it('without a mapping that reads IsSoftDeleted, nothing is sent when a person leaves', async () => {
    const { users, groups } = profileMapping(yard);
    const attributes = users.attributes.filter(({ target }) => target.path !== 'active');
    const { change, cycle, requests } = await company({
      mapping: { users: { ...users, attributes }, groups },
    });
    change(
      { kind: 'signInChanged', id: 'ana', accountEnabled: false },
      { kind: 'deleted', id: 'bo' },
      leave('cy'),
    );
    await cycle();
    expect(requests).toEqual([]);
  });

  it('with SkipOutOfScopeDeletions, who leaves the scope stays, and who leaves the company is disabled', async () => {
    const { change, cycle, user } = await company({ settings: { skipOutOfScopeDeletions: true } });
    change(leave('cy'), { kind: 'deleted', id: 'bo' });
    await cycle();
    expect(await user('cy')).toMatchObject({ active: true });
    expect(await user('bo')).toMatchObject({ active: false });
  });

  it('a scoping filter that no longer holds disables, and says which clause it was', async () => {
    const { users, groups } = profileMapping(yard);
    const scope = [
      { title: 'Sea', clauses: [{ attribute: 'department', operator: 'NOT EQUALS', value: 'Office' }] },
    ] as const;
    const { change, cycle, user, outcomes } = await simulateSea({ users: { ...users, scope }, groups });
    expect(await user()).toMatchObject({ active: true });
    change({ kind: 'attributesChanged', id: 'ana', attributes: { department: 'Office' } });
    await cycle();
    expect(await user()).toMatchObject({ active: false });
    expect(outcomes[0]?.entitlement?.scope.results).toMatchObject([{ title: 'Sea', holds: false }]);
  });

  async function simulateSea(mapping: SimulationOptions['mapping']) {
    const simulation = await simulate(mapping === undefined ? {} : { mapping });
    simulation.change(...join('ana', { department: 'Deck' }));
    await simulation.cycle();
    return { ...simulation, user: async () => (await simulation.shown('Users'))[0] };
  }
});

describe('references', () => {
  it('a manager and a member who are not provisioned are left out, and are not added when they are', async () => {
    const { change, cycle, outcomes, managerOf, crew, state } = await company();
    change(...join('dee'), { kind: 'signInChanged', id: 'dee', accountEnabled: false });
    change({ kind: 'managerChanged', id: 'cy', managerId: 'dee' });
    change({ kind: 'memberAdded', id: 'crew', memberId: 'dee' });
    await cycle();
    expect(endings(outcomes.filter(({ part }) => part === 'references'))).toEqual([
      'cy other warning UnableToResolveReferenceAttributeValue',
      'crew other warning UnableToResolveReferenceAttributeValue',
    ]);
    change({ kind: 'signInChanged', id: 'dee', accountEnabled: true });
    await cycle();
    expect([await managerOf('cy'), await crew()]).toEqual([undefined, ['ana', 'bo']]);
    restart(state, ['Watermark']);
    await cycle();
    expect([await managerOf('cy'), await crew()]).toEqual(['dee', ['ana', 'bo', 'dee']]);
  });

  it('circular managers are both written', async () => {
    const { change, cycle, managerOf } = await company();
    change({ kind: 'managerChanged', id: 'ana', managerId: 'bo' });
    await cycle();
    expect([await managerOf('ana'), await managerOf('bo')]).toEqual(['bo', 'ana']);
  });

  it('one PATCH takes as many members as the knob says', async () => {
    const { requests } = await company({ knobs: { memberBatch: 20 } });
    expect(requests.filter((request) => request.startsWith('PATCH /Groups'))).toHaveLength(1);
  });

  it('with reference checks, the job asks before it writes a manager', async () => {
    const { requests } = await company({ settings: { checksReferences: true } });
    expect(
      requests.filter((request) => request.startsWith('GET /Users?attributes=id&filter=id+eq')),
    ).toHaveLength(1);
  });
});

it('SelectUniqueValue asks the application until a value is free', async () => {
  const { users, groups } = profileMapping(yard);
  const source = readSource(
    'SelectUniqueValue(Append([givenName], "@x.example"), Append([givenName], "2@x.example"))',
  );
  const attributes = users.attributes.map((each) =>
    each.target.path === 'userName'
      ? { ...each, source, flowType: 'ObjectAddOnly' as const, matching: undefined }
      : each.target.path === 'externalId'
        ? { ...each, matching: 1 }
        : each,
  );
  const { change, cycle, shown } = await simulate({
    mapping: { users: { ...users, attributes }, groups },
    settings: { concurrency: 1 },
  });
  change(...join('a1', { givenName: 'ana' }), ...join('a2', { givenName: 'ana' }));
  await cycle();
  expect((await shown('Users')).map(({ userName }) => userName)).toEqual(['ana@x.example', 'ana2@x.example']);
});

it('28 days of cycles without a change send nothing', async () => {
  const { pass, cycle, requests, state } = await company();
  pass(28 * DAY);
  await cycle();
  expect([requests, state.cycles, state.status]).toEqual([[], 2, 'running']);
});
