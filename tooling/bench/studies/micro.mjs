// @ts-check
import { promapp } from '@scimwright/connector-promapp';
import {
  defaultProjection,
  openParseContext,
  parseProjection,
  parseResource,
  project,
} from '@scimwright/core';
import { bindFilter, parseFilter, toPredicate } from '@scimwright/core/filter';
import { applyPatch, bindPatch, decodePatch } from '@scimwright/core/patch';
import { patchBodyValidation, scimPatch } from 'scim-patch';
import { filter as compile, parse } from 'scim2-parse-filter';
import SCIMMY from 'scimmy';
import { Bench } from 'tinybench';
import { filters, patches, person } from './micro-inputs.mjs';
/** @import { JsonObject } from '@scimwright/core' */
/** @import { Study } from './table.mjs' */

const US = 'scimwright';

// The library's types know instances where its own documentation passes the class.
SCIMMY.Schemas.User.extend(/** @type {any} */ (SCIMMY.Schemas.EnterpriseUser), false);

/**
 * @typedef {object} Micro
 * @property {readonly { what: string, by: string, inputs: number, microseconds: number }[]} rows the median for one input
 */

/**
 * What core takes for its parts of a request, beside published libraries.
 *
 * @type {Study<Micro>}
 */
export async function measureParts({ options, say }) {
  const rows = [];
  const { type } = promapp.users;
  for (const { what, inputs, prepare, by } of parts(type)) {
    say(what);
    const bench = new Bench({ time: options.seconds.micro * 1000, warmupTime: options.seconds.micro * 200 });
    const hooks = prepare === undefined ? {} : { beforeEach: prepare };
    for (const [name, run] of Object.entries(by)) bench.add(name, run, hooks);
    await bench.run();
    for (const { name, result } of bench.tasks) {
      if (!('latency' in result) || result.latency === undefined)
        throw new Error(`${what} by ${name} did not end: ${'error' in result ? result.error : result.state}`);
      rows.push({ what, by: name, inputs, microseconds: (result.latency.p50 * 1000) / inputs });
    }
  }
  return { rows };
}

/**
 * @typedef {object} Part
 * @property {string} what
 * @property {number} inputs
 * @property {() => void} [prepare] runs before each turn of each library, and does not count
 * @property {Record<string, () => unknown>} by
 */

/**
 * @param {typeof promapp.users.type} type
 * @returns {readonly Part[]}
 */
export function parts(type) {
  const context = openParseContext();
  const { resource } = parseResource(person, type, context);
  const parsed = filters.map((text) => parseFilter(text, context));
  const bound = parsed.map((filter) => bindFilter(filter, type, context));
  const predicates = bound.map((filter) => toPredicate(filter));
  const theirs = filters.map((text) => compile(parse(text)));
  const scimmys = filters.map((text) => new SCIMMY.Types.Filter(text));
  const decoded = patches.map((body) => decodePatch(body, context));
  const operations = decoded.map((some) => bindPatch(some, type, context));
  const bodies = patches.map((body) => JSON.stringify(body));
  const stored = JSON.stringify(resource);
  /** @returns {any[]} a user for each PATCH: scim-patch changes the one that it is given */
  const copies = () => bodies.map(() => JSON.parse(stored));
  let users = copies();
  const copyUsers = () => {
    users = copies();
  };
  const whole = { id: '0189', schemas: person.schemas, ...resource };
  const projections = [
    defaultProjection,
    parseProjection({ attributes: 'userName,emails' }, type, context),
    parseProjection({ excludedAttributes: 'name,addresses' }, type, context),
  ];
  return [
    {
      what: 'parse a filter',
      inputs: filters.length,
      by: {
        [US]: () => filters.map((text) => parseFilter(text, openParseContext())),
        'scim2-parse-filter': () => filters.map((text) => parse(text)),
        scimmy: () => filters.map((text) => new SCIMMY.Types.Filter(text)),
      },
    },
    {
      what: 'bind a filter to a type',
      inputs: parsed.length,
      by: { [US]: () => parsed.map((filter) => bindFilter(filter, type, openParseContext())) },
    },
    {
      what: 'ask a filter about a user',
      inputs: predicates.length,
      by: {
        [US]: () => predicates.map((holds) => holds(resource)),
        'scim2-parse-filter': () => theirs.map((holds) => holds(person)),
        scimmy: () => scimmys.map((filter) => filter.match([person]).length > 0),
      },
    },
    {
      what: 'decode a PATCH',
      inputs: patches.length,
      by: { [US]: () => patches.map((body) => decodePatch(body, openParseContext())) },
    },
    {
      what: 'apply a decoded PATCH',
      inputs: operations.length,
      by: { [US]: () => operations.map((some) => applyPatch(resource, some, type, context)) },
    },
    {
      what: 'PATCH, from the body to the user',
      inputs: bodies.length,
      prepare: copyUsers,
      by: {
        [US]: () => bodies.map((text, at) => patchByUs(JSON.parse(text), users[at], type)),
        'scim-patch': () => bodies.map((text, at) => patchByScimPatch(JSON.parse(text), users[at], true)),
        scimmy: () =>
          Promise.all(
            bodies.map((text, at) =>
              new SCIMMY.Messages.PatchOp(JSON.parse(text)).apply(new SCIMMY.Schemas.User(users[at])),
            ),
          ),
      },
    },
    {
      // As a server needs it that says what a change has changed. We never change the user that we are given.
      what: 'PATCH, and the former user remains',
      inputs: bodies.length,
      prepare: copyUsers,
      by: {
        [US]: () => bodies.map((text, at) => patchByUs(JSON.parse(text), users[at], type)),
        'scim-patch': () => bodies.map((text, at) => patchByScimPatch(JSON.parse(text), users[at], false)),
      },
    },
    {
      what: 'project a user',
      inputs: projections.length,
      by: { [US]: () => projections.map((projection) => project(whole, projection, type)) },
    },
  ];
}

/**
 * @param {object} body
 * @param {JsonObject} resource
 * @param {typeof promapp.users.type} type
 */
function patchByUs(body, resource, type) {
  const context = openParseContext();
  return applyPatch(resource, bindPatch(decodePatch(body, context), type, context), type, context).resource;
}

/**
 * @param {any} body JSON of the shape that the library checks itself
 * @param {any} user
 * @param {boolean} mutateDocument otherwise it makes a deep copy first
 */
function patchByScimPatch(body, user, mutateDocument) {
  patchBodyValidation(body);
  return scimPatch(user, body.Operations, { mutateDocument, treatMissingAsAdd: true });
}
