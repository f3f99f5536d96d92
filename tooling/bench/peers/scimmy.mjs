// @ts-check
// scimmy with scimmy-routers, as a careful adopter would write it: resources in memory, lookups and pages answered from
// an index instead of by its filter over all resources. node peers/scimmy.mjs <token>
import { randomUUID } from 'node:crypto';
import express from 'express';
import SCIMMY from 'scimmy';
import SCIMMYRouters from 'scimmy-routers';

/**
 * Resources by id and by what they are looked up by.
 *
 * @param {string} keyName
 */
function memory(keyName) {
  /** @type {Map<string, any>} */
  const byId = new Map();
  /** @type {Map<string, any>} */
  const byKey = new Map();
  const keyOf = (/** @type {any} */ resource) => String(resource[keyName]).toLowerCase();
  return {
    get: (/** @type {string} */ id) => byId.get(id),
    find: (/** @type {unknown} */ key) => byKey.get(String(key).toLowerCase()),
    count: () => byId.size,
    all: () => [...byId.values()],
    /** @param {any} resource */
    put(resource) {
      const before = byId.get(resource.id);
      if (before) byKey.delete(keyOf(before));
      byId.set(resource.id, resource);
      byKey.set(keyOf(resource), resource);
    },
    /** @param {string} id */
    remove(id) {
      byKey.delete(keyOf(byId.get(id)));
      byId.delete(id);
    },
    /** @param {number} offset @param {number} count */
    page(offset, count) {
      const page = [];
      let at = 0;
      for (const resource of byId.values()) {
        if (at >= offset + count) break;
        if (at >= offset) page.push(resource);
        at += 1;
      }
      return page;
    },
  };
}

/**
 * What scimmy asks for the handling of a type of resource.
 *
 * @param {string} keyName
 * @param {boolean} isUnique
 */
function handling(keyName, isUnique) {
  const resources = memory(keyName);
  const known = (/** @type {string} */ id) => {
    const resource = resources.get(id);
    if (!resource) throw new SCIMMY.Types.Error(404, '', `Resource ${id} not found`);
    return resource;
  };
  return {
    /** @param {any} request */
    egress(request) {
      if (request.id) return known(request.id);
      const [first, ...others] = request.filter ?? [];
      const [path, comparison] = first && others.length === 0 ? (Object.entries(first)[0] ?? []) : [];
      if (path?.toLowerCase() === keyName.toLowerCase() && comparison?.[0] === 'eq') {
        const found = resources.find(comparison[1]);
        return found ? [found] : [];
      }
      if (request.filter) return request.filter.match(resources.all());
      const { constraints } = request;
      if (!constraints || constraints.sortBy) return resources.all();
      // Told the total, scimmy takes what it is given for the page.
      const { startIndex = 1, count = 20 } = constraints;
      const page = resources.page(startIndex - 1, count);
      Object.assign(constraints, {
        totalResults: resources.count(),
        itemsPerPage: Math.max(count, page.length),
      });
      return page;
    },
    /** @param {any} request @param {any} data */
    ingress(request, data) {
      const before = request.id ? known(request.id) : undefined;
      const resource = JSON.parse(JSON.stringify(data));
      const other = isUnique ? resources.find(resource[keyName]) : undefined;
      if (other && other.id !== request.id)
        throw new SCIMMY.Types.Error(409, 'uniqueness', `${keyName} is taken`);
      const now = new Date().toISOString();
      const stored = {
        ...resource,
        id: before?.id ?? randomUUID(),
        meta: { created: before?.meta.created ?? now, lastModified: now },
      };
      resources.put(stored);
      return stored;
    },
    /** @param {any} request */
    degress(request) {
      known(request.id);
      resources.remove(request.id);
    },
  };
}

// Its types know handlers of one shape only.
/** @type {any} */
const declared = SCIMMY.Resources;
declared.declare(declared.User.extend(SCIMMY.Schemas.EnterpriseUser, false), handling('userName', true));
declared.declare(declared.Group, handling('displayName', false));

const [token = ''] = process.argv.slice(2);
const app = express();
app.use(
  '/scim/v2',
  new SCIMMYRouters({
    type: 'bearer',
    handler(request) {
      if (request.header('authorization') !== `Bearer ${token}`) throw new Error('Not authorised.');
      return 'bench';
    },
  }),
);
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null)
    console.log(`ready at http://127.0.0.1:${address.port}`);
});
