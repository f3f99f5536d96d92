import { erasePerson, exportPerson } from '@scimwright/server';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { erasedPerson, erasure, person, personExport } from '../shapes/person.ts';
import { nothing, tenantAt, tenantParams } from './tenant-params.ts';

const path = '/tenants/{connector}/{tenant}/people';
const tag = 'People and groups';

/** About one person, with every trace of them. */
export const personEndpoints: readonly Endpoint[] = [
  endpoint({
    id: 'exportPerson',
    method: 'post',
    path: `${path}/export`,
    tag,
    summary: 'Everything that is kept of one person, who may be gone: user, log, events, tokens.',
    params: tenantParams,
    query: nothing,
    body: person,
    refusals: ['not-found'],
    status: 200,
    reply: personExport,
    run: async ({ params, body }, deps) =>
      await exportPerson(deps, await tenantAt(params, deps), body.person, deps.origin()),
  }),
  endpoint({
    id: 'erasePerson',
    method: 'post',
    path: `${path}/erase`,
    tag,
    summary: 'Erases one person with every trace of them, for good.',
    params: tenantParams,
    query: nothing,
    body: erasure,
    refusals: ['not-found', 'refused'],
    status: 200,
    reply: erasedPerson,
    run: async ({ params, body: { person: who, confirm: isConfirmed, vacuum: vacuums } }, deps) =>
      await erasePerson(deps, await tenantAt(params, deps), who, { isConfirmed, vacuums }),
  }),
];
