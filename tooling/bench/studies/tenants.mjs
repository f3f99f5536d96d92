// @ts-check
import { patch, userName } from '../load/entra.mjs';
import { openSession } from '../load/run-phases.mjs';
import { manyAtOnce } from '../../workspace/many-at-once.mjs';
import { schedule, sendWhenDue } from '../open-loop.mjs';
import { WrongAnswer } from '../scim-client.mjs';
import { startHost } from '../servers/host.mjs';
import { latencyOf } from '../statistics.mjs';
/** @import { Session } from '../load/session.mjs' */
/** @import { Latency } from '../statistics.mjs' */
/** @import { Study } from './table.mjs' */

/** Of what a tenant has before anything is measured; the first is not changed, which would be read back. */
const KNOWN = 20;
/** How many seconds' worth of requests may wait for an answer. */
const PATIENCE = 10;
const RATES = [25, 50];

/**
 * @typedef {object} Rate
 * @property {number} tenants
 * @property {number} perSecond requests of each tenant
 * @property {number} seconds
 * @property {number} refused answers of 429 and 503
 * @property {Latency} latency from when a request was due
 * @property {true} [cutShort] it did not keep up
 */

/**
 * Many tenants at a fixed rate, each as one Entra, on SQLite. Half of the requests look somebody up, half of them write.
 *
 * @type {Study<{ rates: readonly Rate[] }>}
 */
export async function measureTenants({ stage, checkout, options, say }) {
  const { tenants, seconds } = options;
  const host = await startHost(stage, { checkout });
  const opened = [];
  for (let at = 0; at < tenants; at += 1) {
    const endpoint = await host.openTenant('promapp', `bench-${at}`);
    opened.push(await openSession(endpoint, { inFlight: 4, warmUp: 5 }));
  }
  const sessions = opened.map(({ session }) => session);
  await manyAtOnce({ to: tenants, limit: 4 }, async (at) => {
    for (let user = 0; user < KNOWN; user += 1) await sessions[at]?.create(user);
  });
  const rates = [];
  for (const perSecond of RATES) {
    say(`${tenants} tenants, ${perSecond} requests a second each`);
    rates.push(await atRate(sessions, perSecond, seconds.tenants));
  }
  await Promise.all(opened.map(({ client }) => client.close()));
  await host.stop();
  return { rates };
}

/**
 * @param {readonly Session[]} sessions
 * @param {number} perSecond
 * @param {number} seconds
 * @returns {Promise<Rate>}
 */
async function atRate(sessions, perSecond, seconds) {
  const requests = schedule({ clients: sessions.length, perSecond, seconds });
  /** @type {number[]} */
  const latencies = [];
  let refused = 0;
  const sent = await sendWhenDue(requests, {
    async send({ client, at }) {
      const session = sessions[client];
      if (session === undefined) return;
      await entraRequest(session, at, perSecond).catch((error) => {
        if (!(error instanceof WrongAnswer) || ![429, 503].includes(error.status ?? 0)) throw error;
        refused += 1;
      });
    },
    note: (_request, latency) => latencies.push(latency),
    mostWaiting: PATIENCE * perSecond * sessions.length,
  });
  return {
    tenants: sessions.length,
    perSecond,
    seconds,
    refused,
    latency: latencyOf(latencies),
    ...(sent < requests.length && { cutShort: true }),
  };
}

/**
 * The n-th request of a tenant; none waits for an earlier one.
 *
 * @param {Session} session
 * @param {number} at
 * @param {number} perSecond names what was made at another rate apart
 */
function entraRequest(session, at, perSecond) {
  const known = 1 + (at % (KNOWN - 1));
  switch (at % 4) {
    case 0:
      return session.findNobody(`nobody${at}.${userName(at)}`);
    case 1:
      return session.create(perSecond * 1_000_000 + at);
    case 2:
      return session.find(known);
    default: {
      const displayName = `Renamed ${at}`;
      const change = patch({ op: 'Replace', path: 'displayName', value: displayName });
      return session.change(known, 'change 1 attribute', change, (user) => user?.displayName === displayName);
    }
  }
}
