import { deepEqual, equal } from 'node:assert/strict';
import { ENTERPRISE_USER } from '@scimwright/core/schema';
import { accepted } from '../check/accepted.ts';
import { refused } from '../check/refused.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { at } from '../tenant/answer.ts';

/** Area F: retrieve. */
export const retrieve: readonly ConformanceCase[] = [
  {
    covers: ['7644-3.4.1-01', '7644-3.4-01', '7644-3.4.1-03', 'AMB-05'],
    title: 'a GET answers the resource itself, with its default attributes, Location and version',
    async run(tenant) {
      const more = { title: 'Dr', name: { givenName: 'Ada' }, [ENTERPRISE_USER]: { department: 'Ops' } };
      const user = await tenant.user(more);
      const group = await tenant.group({ members: [{ value: user.id }] });
      for (const { id, path } of [user, group]) {
        const answer = accepted(await tenant.get(path), 200, { id, Resources: undefined });
        equal(answer.headers.get('Location'), at(answer.body, 'meta', 'location'));
        equal(answer.headers.get('ETag'), at(answer.body, 'meta', 'version'));
      }
      accepted(await tenant.get(user.path), 200, more);
      accepted(await tenant.get(group.path), 200, { members: [{ value: user.id }] });
    },
  },
  {
    covers: ['7644-3.4.1-02'],
    title: 'an id that is unknown, deleted or of another type is a 404',
    async run(tenant) {
      const user = await tenant.user();
      const group = await tenant.group();
      const gone = await tenant.user();
      accepted(await tenant.remove(gone.path), 204);
      for (const path of ['/Users/nobody', gone.path, `/Groups/${user.id}`, `/Users/${group.id}`])
        refused(await tenant.get(path), 404);
    },
  },
  {
    covers: ['AMB-14'],
    title: 'filter and paging are ignored for a single resource, and the projection applies',
    async run(tenant) {
      const { id, path } = await tenant.user({ title: 'Dr' });
      const plain = await tenant.get(path);
      for (const query of ['filter=title%20eq%20%22x%22', 'startIndex=9&count=0', 'sortBy=title'])
        deepEqual((await tenant.get(`${path}?${query}`)).body, plain.body);
      accepted(await tenant.get(`${path}?attributes=title`), 200, { id, title: 'Dr', userName: undefined });
    },
  },
];
