import { listMembers, listResources, readResource, type Collection } from '@scimwright/server';
import { z } from 'zod';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { memberPage, resourcePage, wholeResource } from '../shapes/resource.ts';
import { limit } from '../shapes/text.ts';
import { nothing, tenantAt, tenantParams } from './tenant-params.ts';

const tenantPath = '/tenants/{connector}/{tenant}';
const tag = 'People and groups';
const id = z.string().max(200).describe('The id of the resource.');

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

/** The endpoints of one collection; nothing is changed through them, since Entra would change it back. */
function collectionEndpoints(collection: Collection, noun: 'User' | 'Group'): readonly Endpoint[] {
  const path = `${tenantPath}/${noun.toLowerCase()}s` as const;
  return [
    endpoint({
      id: `list${noun}s`,
      method: 'get',
      path,
      tag,
      summary: `The ${noun.toLowerCase()}s of a tenant in order of creation, or those of which an attribute has a value.`,
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
    }),
    endpoint({
      id: `show${noun}`,
      method: 'get',
      path: `${path}/{id}`,
      tag,
      summary: `A ${noun.toLowerCase()} as Entra sees it${noun === 'Group' ? ', without its members' : ''}.`,
      params: tenantParams.extend({ id }),
      query: nothing,
      body: undefined,
      refusals: ['not-found'],
      status: 200,
      reply: wholeResource,
      run: async ({ params }, deps) =>
        await readResource(deps, await tenantAt(params, deps), collection, params.id, deps.origin()),
    }),
  ];
}

/** About the people and groups of a tenant. */
export const resourceEndpoints: readonly Endpoint[] = [
  ...collectionEndpoints('Users', 'User'),
  ...collectionEndpoints('Groups', 'Group'),
  endpoint({
    id: 'listMembers',
    method: 'get',
    path: `${tenantPath}/groups/{id}/members`,
    tag,
    summary: 'The members of a group by id, a page of them.',
    params: tenantParams.extend({ id }),
    query: z.strictObject({
      after: z.string().max(200).optional().describe('The `next` of the page before.'),
      limit,
    }),
    body: undefined,
    refusals: ['not-found'],
    status: 200,
    reply: memberPage,
    run: async ({ params, query: { after, limit } }, deps) =>
      await listMembers(deps, await tenantAt(params, deps), params.id, { after, limit }),
  }),
];
