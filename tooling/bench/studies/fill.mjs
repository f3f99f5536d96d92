// @ts-check
import { promapp } from '@scimwright/connector-promapp';
import { openParseContext, parseResource } from '@scimwright/core';
import { indexEntries } from '@scimwright/core/resource';
import { openStore } from '@scimwright/store-knex';
import { user } from '../load/entra.mjs';
import { manyAtOnce } from '../../workspace/many-at-once.mjs';

const { type } = promapp.users;
const PORTION = 2_000;

/**
 * Adds users to a tenant of promapp through the storage port, beside the running host: what a host would store for them,
 * without their events and their log, and many in one commit. A million would take too long over HTTP.
 *
 * @param {{ url: string, tenant: string, from: number, to: number, deadline: number, onProgress(users: number): void }} options
 *   `url` of the database
 * @returns {Promise<number>} how many users there are then
 */
export async function fillByStore({ url, tenant, from, to, deadline, onProgress }) {
  const store = await openStore({ url });
  try {
    const found = await store.tenants.get(promapp.id, tenant);
    if (found === undefined) throw new Error(`There is no tenant ${tenant} of ${promapp.id}.`);
    // One portion is made while another is committed.
    const portions = await manyAtOnce(
      { to: Math.ceil((to - from) / PORTION), limit: 2, deadline },
      async (portion) => {
        const first = from + portion * PORTION;
        const count = Math.min(PORTION, to - first);
        const creations = Array.from({ length: count }, (_, offset) => creationOf(user(first + offset)));
        const { kind } = await store.resources.commit(found.id, creations);
        if (kind !== 'done') throw new Error(`The store refused ${count} users: ${kind}.`);
        onProgress(first + count);
      },
    );
    return Math.min(to, from + portions * PORTION);
  } finally {
    await store.close();
  }
}

/** @param {object} body */
function creationOf(body) {
  const { resource } = parseResource(body, type, openParseContext());
  return /** @type {const} */ ({
    kind: 'create',
    type: type.name,
    id: crypto.randomUUID(),
    at: new Date().toISOString(),
    body: JSON.stringify(resource),
    entries: indexEntries(resource, type),
    members: [],
  });
}
