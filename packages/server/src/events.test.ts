import { expect, it } from 'vitest';
import { flowUser, patchOf, serveFlow } from './serve.fixture.ts';

it('the product receives the creation of a resource before its changes', async () => {
  const served = await serveFlow();
  const { body: user } = await served.send('POST', '/Users', flowUser('ada', { active: true }));
  const member = { value: String(user['id']) };
  const { body: group } = await served.send('POST', '/Groups', {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
    displayName: 'Planners',
    members: [member],
  });
  const change = (path: string, ...operations: Parameters<typeof patchOf>) =>
    served.send('PATCH', path, patchOf(...operations));
  await change(`/Users/${member.value}`, { op: 'Replace', path: 'active', value: 'False' });
  await change(
    `/Users/${member.value}`,
    { op: 'Replace', path: 'active', value: 'True' },
    { op: 'Replace', path: 'title', value: 'Dr' },
  );
  await change(`/Groups/${String(group['id'])}`, { op: 'Remove', path: 'members', value: [member] });
  await served.send('DELETE', `/Users/${member.value}`);
  const events = await served.admin.store.outbox.read({ tenant: served.tenant.id, after: 0, limit: 20 });
  expect(events.map(({ type, data }) => [type, data['changed'] ?? data['members']])).toEqual([
    ['user.created', undefined],
    ['group.created', undefined],
    ['group.members.added', [member.value]],
    ['user.disabled', ['active']],
    ['user.enabled', ['active', 'title']],
    ['user.updated', ['active', 'title']],
    ['group.members.removed', [member.value]],
    ['user.deleted', undefined],
  ]);
  await served.close();
});
