import { nothing } from '../fields.ts';
import { endpoint } from '../operation.ts';
import { tenantArguments, tenantAt, tenantParams } from '../tenants.ts';
import { erasedPerson, erasePerson, erasure, namedPerson } from './erase-person.ts';
import { exportPerson, personExport } from './export-person.ts';

const path = '/tenants/{connector}/{tenant}/people';
const tag = 'People and groups';

/** What a tenant keeps of one person. */
export const personOperations = {
  exportPerson: endpoint({
    id: 'exportPerson',
    summary: 'Show all that is kept of one person, who may be gone: user, log, events, tokens',
    method: 'post',
    path: `${path}/export`,
    tag,
    params: tenantParams,
    query: nothing,
    body: namedPerson,
    refusals: ['not-found'],
    status: 200,
    reply: personExport,
    run: async ({ params, body }, deps) =>
      await exportPerson(deps, await tenantAt(params, deps), body.person, deps.origin()),
    command: { words: 'person export', arguments: { ...tenantArguments, person: '<person>' }, options: {} },
  }),
  erasePerson: endpoint({
    id: 'erasePerson',
    summary: 'Erase one person with all that is kept of them, for good',
    method: 'post',
    path: `${path}/erase`,
    tag,
    params: tenantParams,
    query: nothing,
    body: erasure,
    refusals: ['not-found', 'refused'],
    status: 200,
    reply: erasedPerson,
    run: async ({ params, body: { person, confirm: isConfirmed, vacuum: vacuums } }, deps) =>
      await erasePerson(deps, await tenantAt(params, deps), person, { isConfirmed, vacuums }),
    command: {
      words: 'person erase',
      arguments: { ...tenantArguments, person: '<person>' },
      options: {
        yes: { flags: '--yes', kind: 'flag', help: 'Really erase them.' },
        vacuum: {
          flags: '--no-vacuum',
          kind: 'flag',
          help: 'Leave the SQLite file as it is, for "scimwright vacuum" after several.',
        },
      },
    },
  }),
};
