import { z } from 'zod';
import { limit, nothing } from './fields.ts';
import { endpoint } from './operation.ts';
import {
  listMembers,
  listResources,
  memberPage,
  readResource,
  resourcePage,
  wholeResource,
  type Collection,
} from './resources.ts';
import { tenantAt, tenantParams } from './tenants.ts';

const tenantPath = '/tenants/{connector}/{tenant}';
const tag = 'People and groups';
const resourceId = z.string().max(200).describe('The id of the resource.');

const query = z.strictObject({
  attribute: z
    .string()
    .max(200)
    .optional()
    .describe('With `value`: an attribute that the product answers eq on, such as userName.'),
  value: z.string().max(1_000).optional(),
  startIndex: z.coerce
    .number()
    .int()
    .min(1)
    .max(Number.MAX_SAFE_INTEGER)
    .default(1)
    .describe('Where the page begins, from 1; the `next` of the page before.'),
  limit,
});

/** Lists a collection. */
const list = (collection: Collection, id: string, noun: 'users' | 'groups') =>
  endpoint({
    id,
    summary: `List the ${noun} of a tenant in order of creation, or those with a value of an attribute`,
    method: 'get',
    path: `${tenantPath}/${noun}`,
    tag,
    params: tenantParams,
    query,
    body: undefined,
    refusals: ['not-found', 'refused'],
    status: 200,
    reply: resourcePage,
    run: async ({ params, query: { attribute, value = '', startIndex, limit: count } }, deps) => {
      const by = attribute === undefined ? undefined : { attribute, value };
      const search = { by, startIndex, count };
      const page = await listResources(deps, await tenantAt(params, deps), collection, search);
      const next = startIndex + page.resources.length;
      return { ...page, next: page.resources.length > 0 && next <= page.total ? next : undefined };
    },
    command: undefined,
  });

/** Shows one of a collection. */
const show = (collection: Collection, id: string, noun: 'users' | 'groups', summary: string) =>
  endpoint({
    id,
    summary,
    method: 'get',
    path: `${tenantPath}/${noun}/{id}`,
    tag,
    params: tenantParams.extend({ id: resourceId }),
    query: nothing,
    body: undefined,
    refusals: ['not-found'],
    status: 200,
    reply: wholeResource,
    run: async ({ params }, deps) =>
      await readResource(deps, await tenantAt(params, deps), collection, params.id, deps.origin()),
    command: undefined,
  });

/** The people and groups of a tenant. They are only read: what is changed here, Entra would change back. */
export const resourceOperations = {
  listUsers: list('Users', 'listUsers', 'users'),
  showUser: show('Users', 'showUser', 'users', 'Show a user as Entra sees it'),
  listGroups: list('Groups', 'listGroups', 'groups'),
  showGroup: show('Groups', 'showGroup', 'groups', 'Show a group as Entra sees it, without its members'),
  listMembers: endpoint({
    id: 'listMembers',
    summary: 'List the members of a group by id, one page at a time',
    method: 'get',
    path: `${tenantPath}/groups/{id}/members`,
    tag,
    params: tenantParams.extend({ id: resourceId }),
    query: z.strictObject({
      after: z.string().max(200).optional().describe('The `next` of the page before.'),
      limit,
    }),
    body: undefined,
    refusals: ['not-found'],
    status: 200,
    reply: memberPage,
    run: async ({ params, query }, deps) =>
      await listMembers(deps, await tenantAt(params, deps), params.id, query),
    command: undefined,
  }),
};
