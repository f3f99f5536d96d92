import type { TenantId } from '@scimwright/store';
import { describe, expect, it } from 'vitest';
import { openByteRoom } from './byte-room.ts';

const [one, two, three] = ['t1' as TenantId, 't2' as TenantId, 't3' as TenantId];
const open = () => openByteRoom({ tenant: 100_000, all: 200_000 });

describe('a room for bytes', () => {
  it('is bounded for a tenant, and given back once', () => {
    const room = open();
    const taken = room.take(one, 60_000);
    expect(room.take(one, 60_000)).toBeUndefined();
    expect(room.take(two, 60_000)).toBeDefined();
    taken?.giveBack();
    taken?.giveBack();
    expect(room.take(one, 60_000)).toBeDefined();
    expect(room.take(one, 60_000)).toBeUndefined();
  });

  it('grows with an answer, which keeps what it needed until it gives all of it back', () => {
    const room = open();
    const taken = room.take(one, 20_000);
    room.take(one, 50_000)?.giveBack();
    taken?.needs(90_000);
    taken?.needs(20_000);
    expect(room.take(one, 50_000)).toBeUndefined();
    taken?.giveBack();
    taken?.needs(90_000);
    expect(room.take(one, 50_000)).toBeDefined();
  });

  it('tells how much of it is taken in all', () => {
    const told: number[] = [];
    const room = openByteRoom({ tenant: 100_000, all: 200_000 }, (bytes) => told.push(bytes));
    const taken = [room.take(one, 50_000), room.occupy(two, 60_000), room.take(three, 10)];
    for (const each of taken) each?.giveBack();
    expect(told).toEqual([50_000, 110_000, 60_000, 0]);
  });

  it('is bounded for all', () => {
    const room = open();
    room.take(one, 90_000);
    room.take(two, 90_000);
    expect(room.take(three, 90_000)).toBeUndefined();
  });

  it('lets one answer through that is larger than all of it', () => {
    const room = open();
    expect(room.take(one, 900_000)).toBeDefined();
    expect(room.take(two, 90_000)).toBeUndefined();
  });

  it('counts what has to be answered, and does not count what is small', () => {
    const room = open();
    for (let at = 0; at < 100; at += 1) room.take(one, 16_383);
    expect(room.take(one, 90_000)).toBeDefined();
    room.occupy(one, 90_000);
    expect(room.take(one, 20_000)).toBeUndefined();
  });
});
