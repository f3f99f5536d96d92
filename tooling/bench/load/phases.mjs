// @ts-check
import { wrongAnswer } from '../scim-client.mjs';
import { patch, userName } from './entra.mjs';
/** @import { Session } from './session.mjs' */

/**
 * One kind of work that Entra does, as units that can be done one after another or several at once.
 *
 * @typedef {object} Phase
 * @property {string} title
 * @property {(counts: Counts, session: Session) => number} units
 * @property {number} [inFlight] instead of that of the run
 * @property {(session: Session, at: number, counts: Counts) => Promise<unknown>} unit
 * @property {(session: Session) => Promise<unknown>} [after] checks that are not measured
 *
 * @typedef {object} Counts
 * @property {number} users
 * @property {number} groups of each of the two kinds
 * @property {number} members of a group that is filled one by one; one that is filled in batches has five times as many
 * @property {number} batch members in one request
 * @property {number} pageSize
 * @property {number} walks how often all pages are read
 */

/** @typedef {'initial' | 'incremental' | 'groups' | 'batches' | 'paging' | 'disable'} PhaseName */

/** @type {Readonly<Record<PhaseName, Phase>>} */
export const phases = {
  initial: {
    title: 'initial cycle: look a user up, create them',
    units: ({ users }) => users,
    async unit(session, at) {
      await session.findNobody(userName(at));
      await session.create(at);
    },
    after: (session) => session.checkUnique(0),
  },
  incremental: {
    title: 'incremental cycle: look a user up, change mail and name',
    units: ({ users }, session) => Math.min(users, session.users.length),
    async unit(session, at) {
      await session.find(at);
      const [mail, displayName] = [`new.${userName(at)}`, `Renamed ${at}`];
      await session.change(
        at,
        'change 2 attributes',
        patch(
          { op: 'Replace', path: 'emails[type eq "work"].value', value: mail },
          { op: 'Replace', path: 'displayName', value: displayName },
        ),
        (user) => user?.displayName === displayName && workMail(user) === mail,
      );
    },
  },
  groups: {
    title: 'groups, member by member',
    units: ({ groups }) => groups,
    unit: (session, at, { members }) => fillGroup(session, at, members, 1),
  },
  batches: {
    title: 'groups, members in batches',
    units: ({ groups }) => groups,
    unit: (session, at, { groups, members, batch }) => fillGroup(session, groups + at, members * 5, batch),
  },
  paging: {
    title: 'all users, page by page',
    units: ({ walks }) => walks,
    // One page leads to the next.
    inFlight: 1,
    async unit(session, _at, { pageSize }) {
      const total = await session.total();
      const seen = new Set();
      for (let start = 1; start <= total; start += pageSize)
        for (const id of await session.page(start, pageSize, total)) seen.add(id);
      if (seen.size !== total)
        throw wrongAnswer(
          { method: 'GET', path: '/Users', status: 200, text: `${seen.size} different users` },
          `each of ${total} users once`,
        );
    },
  },
  disable: {
    title: 'people who leave: look up, disable, delete',
    units: ({ users }, session) => Math.min(users, session.users.length),
    async unit(session, at) {
      await session.find(at);
      const disable = patch({ op: 'Replace', path: 'active', value: session.disabledAs });
      await session.change(at, 'disable', disable, (user) => user?.active === false);
      await session.remove(at);
    },
  },
};

/** In the order in which they run: each builds on what the ones before it left. */
export const phaseNames = /** @type {readonly PhaseName[]} */ (Object.keys(phases));

/**
 * @param {Session} session
 * @param {number} at
 * @param {number} members
 * @param {number} batch
 */
async function fillGroup(session, at, members, batch) {
  const { users } = session;
  await session.createGroup(at);
  const ids = Array.from(
    { length: Math.min(members, users.length) },
    (_, member) => users[(at * members + member) % users.length] ?? '',
  );
  for (let from = 0; from < ids.length; from += batch) await session.join(at, ids.slice(from, from + batch));
  await session.findGroup(at);
  await session.readMembers(at, ids);
}

/** @param {{ emails?: readonly { type?: string, value?: string }[] }} user */
function workMail({ emails = [] }) {
  return emails.find(({ type }) => type === 'work')?.value;
}
