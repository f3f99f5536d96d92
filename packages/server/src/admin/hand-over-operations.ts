import type { Tenant } from '@scimwright/store';
import { z } from 'zod';
import { tokenTime, type AdminApiDeps } from './admin-deps.ts';
import { nothing } from './fields.ts';
import {
  createHandOver,
  handOverList,
  shownMadeHandOver,
  wantedHandOver,
  withdrawHandOver,
  type MadeHandOver,
} from './hand-overs.ts';
import { endpoint } from './operation.ts';
import { handOverLink, showHandOver, shownHandOver, type ShownHandOver } from './show-hand-over.ts';
import { tenantArguments, tenantAt, tenantParams } from './tenants.ts';

/**
 * Lists the hand-over links of a tenant, the newest first.
 *
 * @example
 * const [newest] = await listHandOvers(deps, tenant);
 */
export async function listHandOvers(
  deps: Pick<AdminApiDeps, 'store' | 'clock' | 'tokenClock'>,
  tenant: Pick<Tenant, 'id'>,
): Promise<readonly ShownHandOver[]> {
  const now = tokenTime(deps);
  return (await deps.store.handOvers.list(tenant.id)).map((handOver) => showHandOver(handOver, now));
}

/**
 * Shows a link that was just made, with its code.
 *
 * @example
 * const wanted = { description: 'Entra', createdBy: 'support' };
 * const { link } = showMadeHandOver(deps, await createHandOver(deps, tenant, wanted));
 */
export function showMadeHandOver(
  deps: AdminApiDeps,
  { code, handOver }: MadeHandOver,
): z.infer<typeof shownMadeHandOver> {
  return {
    link: handOverLink(deps.origin(), code),
    handOver: showHandOver(handOver, tokenTime(deps)),
  };
}

const path = '/tenants/{connector}/{tenant}/hand-overs';
const tag = 'Hand-over links';

/** The links by which support hands a token over. */
export const handOverOperations = {
  listHandOvers: endpoint({
    id: 'listHandOvers',
    summary: 'List the hand-over links of a tenant, the newest first, and what became of each',
    method: 'get',
    path,
    tag,
    params: tenantParams,
    query: nothing,
    body: undefined,
    refusals: ['not-found'],
    status: 200,
    reply: handOverList,
    run: async ({ params }, deps) => ({
      handOvers: await listHandOvers(deps, await tenantAt(params, deps)),
    }),
    command: { words: 'handover list', arguments: tenantArguments, options: {} },
  }),
  createHandOver: endpoint({
    id: 'createHandOver',
    summary: 'Make a link that issues the token and shows it once, to whoever opens the link first',
    method: 'post',
    path,
    tag,
    params: tenantParams,
    query: nothing,
    body: wantedHandOver,
    refusals: ['not-found', 'refused'],
    status: 201,
    reply: shownMadeHandOver,
    run: async ({ params, body }, deps) =>
      showMadeHandOver(deps, await createHandOver(deps, await tenantAt(params, deps), body)),
    command: {
      words: 'handover create',
      arguments: tenantArguments,
      options: {
        description: { flags: '--description <text>', kind: 'text', default: 'Microsoft Entra ID' },
        createdBy: { flags: '--by <name>', kind: 'text', default: 'command line' },
      },
    },
  }),
  withdrawHandOver: endpoint({
    id: 'withdrawHandOver',
    summary: 'Withdraw a link that nobody has used; it no longer issues a token',
    method: 'post',
    path: `${path}/{id}/withdraw`,
    tag,
    params: tenantParams.extend({ id: z.string().max(100).describe('The id of the link.') }),
    query: nothing,
    body: undefined,
    refusals: ['not-found', 'conflict'],
    status: 200,
    reply: shownHandOver,
    run: async ({ params }, deps) => {
      const handOver = await withdrawHandOver(deps, await tenantAt(params, deps), params.id);
      return showHandOver(handOver, tokenTime(deps));
    },
    command: { words: 'handover withdraw', arguments: { ...tenantArguments, id: '<id>' }, options: {} },
  }),
};
