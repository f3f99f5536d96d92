import { defineConnector, type UserAdmission } from '@scimwright/connector-kit';
import type { JsonObject } from '@scimwright/core';
import { memoryStore } from '@scimwright/store';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { changeTenant } from './admin/tenants.ts';
import { recordCommits } from './record-commits.fixture.ts';
import { flowDefinition, flowUser, patchOf, serveFlow, type Served } from './serve.fixture.ts';

const settings = z.strictObject({ seats: z.number().optional(), domain: z.string().optional() });
type Settings = z.output<typeof settings>;

/** Flow sells seats, and accepts only the customer's own domain. */
const withSeats = defineConnector({
  ...flowDefinition,
  settings,
  refuse({ user, settings: { seats, domain }, activeUsers }: UserAdmission<Settings>) {
    if (seats !== undefined && activeUsers >= seats)
      return `All ${seats} seats are taken. Buy more, or disable someone.`;
    const name = String(user['userName']);
    return domain === undefined || name.endsWith(`@${domain}`)
      ? undefined
      : `Only names that end in @${domain} are taken.`;
  },
});

let served: Served | undefined;
afterEach(async () => {
  await served?.close();
  served = undefined;
});

async function serveSeats(limits: Settings, store = memoryStore()): Promise<Served> {
  served = await serveFlow({ connector: withSeats, store });
  await changeTenant(served.admin, served.tenant, { settings: limits });
  return served;
}

const setActive = (value: boolean): JsonObject => patchOf({ op: 'Replace', path: 'active', value });
const refused = (detail: string) => ({
  status: 400,
  body: { scimType: 'invalidValue', detail: expect.stringContaining(detail) as string },
});

describe("a vendor's own refusal", () => {
  it('of a create is shown to the client, and nothing is stored', async () => {
    const host = await serveSeats({ domain: 'contoso.example' });
    expect(await host.send('POST', '/Users', flowUser('mallory@other.example'))).toMatchObject(
      refused('@contoso.example'),
    );
    expect((await host.send('GET', '/Users')).body['totalResults']).toBe(0);
    expect(await host.admin.store.outbox.read({ tenant: host.tenant.id, after: 0, limit: 9 })).toEqual([]);
    expect((await host.send('POST', '/Users', flowUser('ada@contoso.example'))).status).toBe(201);
  });

  it('counts active users: a disabled user takes no seat, and enabling takes one', async () => {
    const host = await serveSeats({ seats: 2 });
    const { body: ada } = await host.send('POST', '/Users', flowUser('ada', { active: true }));
    await host.send('POST', '/Users', flowUser('mira'));
    expect(await host.send('POST', '/Users', flowUser('leila'))).toMatchObject(refused('All 2 seats'));
    expect((await host.send('POST', '/Users', flowUser('off', { active: false }))).status).toBe(201);
    const path = `/Users/${String(ada['id'])}`;
    expect((await host.send('PATCH', path, setActive(false))).status).toBe(200);
    expect((await host.send('POST', '/Users', flowUser('leila', { active: true }))).status).toBe(201);
    expect(await host.send('PATCH', path, setActive(true))).toMatchObject(refused('All 2 seats'));
    expect((await host.send('GET', path)).body['active']).toBe(false);
  });

  it('counts every user when the product cannot disable users', async () => {
    const users = flowDefinition.users.filter(({ path }) => path !== 'active');
    const refuse = ({ activeUsers }: UserAdmission<Settings>) =>
      activeUsers < 1 ? undefined : 'The one seat is taken.';
    const cannotDisable = 'Flow has no accounts that are off.';
    const connector = defineConnector({ ...flowDefinition, users, cannotDisable, refuse });
    served = await serveFlow({ connector });
    expect((await served.send('POST', '/Users', flowUser('ada'))).status).toBe(201);
    expect(await served.send('POST', '/Users', flowUser('mira'))).toMatchObject(refused('The one seat'));
  });

  it('never prevents a disable or another change of an existing user', async () => {
    const host = await serveSeats({ seats: 1 });
    const { body: ada } = await host.send('POST', '/Users', flowUser('ada', { active: true }));
    const path = `/Users/${String(ada['id'])}`;
    expect((await host.send('PATCH', path, patchOf({ op: 'add', path: 'title', value: 'Dr' }))).status).toBe(
      200,
    );
    expect((await host.send('PATCH', path, setActive(false))).status).toBe(200);
  });

  it('gives the last seat to one of many concurrent requests', async () => {
    const host = await serveSeats({ seats: 3 }, recordCommits().store);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) => host.send('POST', '/Users', flowUser(`user-${at}`))),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    expect((await host.send('GET', '/Users')).body['totalResults']).toBe(3);
  });
});
