import type { ScimEvent } from '@scimwright/connector-kit';
import { ENTERPRISE_USER } from '@scimwright/core/schema';
import { engines } from '@scimwright/test-databases';
import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../events/deliver.fixture.ts';
import {
  MANAGER,
  openErasureBench,
  patchOf,
  taggedUser,
  type ErasureBench,
} from './erasure-bench.fixture.ts';

const TAG = 'zqwaitingx1';

let bench: ErasureBench | undefined;
afterEach(async () => {
  await bench?.close();
  bench = undefined;
});

describe.each(engines)('waiting events of an erased person, on $name', (engine) => {
  it('are first delivered in order, and then gone', async () => {
    const heard: ScimEvent[] = [];
    let release: (() => void) | undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    bench = await openErasureBench(engine, {
      onEvent: async (event) => {
        await held;
        heard.push(event);
      },
    });
    const { host, scim, admin, places } = bench;
    await until(async () => (await host.store.listeners.read()).last !== undefined);
    const boss = String((await scim('POST', '/Users', taggedUser(TAG))).body['id']);
    const other = String((await scim('POST', '/Users', taggedUser('other'))).body['id']);
    await scim('PATCH', `/Users/${other}`, patchOf({ op: 'replace', path: MANAGER, value: boss }));
    for (const value of [`stands in for ${TAG}-ext`, 'Engineer'])
      await scim('PATCH', `/Users/${other}`, patchOf({ op: 'replace', path: 'title', value }));

    const { body } = await admin('POST', '/people/erase', { person: boss, confirm: true });
    expect(body).toMatchObject({ removed: true, events: body['waitingEvents'] });
    expect(body['waitingEvents']).toBeGreaterThan(0);
    expect(await places(TAG)).not.toEqual([]);

    release?.();
    await until(async () => (await host.store.outbox.backlog(undefined)).pending === 0);
    await host.store.scrub();
    expect(heard.filter(({ resourceId }) => resourceId === boss)).toMatchObject([
      { type: 'user.created', resource: { externalId: `${TAG}-ext` } },
      { type: 'user.deleted' },
    ]);
    expect(heard.filter(({ resourceId }) => resourceId === other)).toMatchObject([
      { type: 'user.created' },
      { type: 'user.updated', resource: { [ENTERPRISE_USER]: { manager: { value: boss } } } },
      { type: 'user.updated', resource: { title: `stands in for ${TAG}-ext` } },
      { type: 'user.updated', resource: { title: 'Engineer' } },
      { type: 'user.updated' },
    ]);
    expect(await places(TAG)).toEqual([]);
  });
});
