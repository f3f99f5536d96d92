import type { TenantId } from '@scimwright/store';
import { describe, expect, it } from 'vitest';
import { openRateLimiter } from './rate-limiter.ts';

const [one, other] = ['t1' as TenantId, 't2' as TenantId];

function open(perSecond: number, bounds: { readonly waiting?: number; readonly wait?: number } = {}) {
  let time = 1_000;
  const limiter = openRateLimiter({ perSecond, waiting: 1_000, wait: 20_000, now: () => time, ...bounds });
  return {
    reserve: (tenant = one, operations = 1) => limiter.reserve(tenant, operations),
    pass: (ms: number) => (time += ms),
  };
}

describe('a limit of ten requests a second', () => {
  it('lets the requests of one second through at once, then one each tenth of a second', () => {
    const { reserve } = open(10);
    expect(Array.from({ length: 13 }, () => reserve())).toEqual([
      ...Array<number>(10).fill(0),
      100,
      200,
      300,
    ]);
  });

  it('counts each tenant separately', () => {
    const { reserve } = open(10);
    for (let at = 0; at < 50; at += 1) reserve();
    expect(reserve(other)).toBe(0);
  });

  it('after a pause lets the requests of one second through at most', () => {
    const { reserve, pass } = open(10);
    for (let at = 0; at < 20; at += 1) reserve();
    pass(60_000);
    expect(Array.from({ length: 11 }, () => reserve())).toEqual([...Array<number>(10).fill(0), 100]);
  });

  it('counts the operations of a bulk request', () => {
    const { reserve } = open(10);
    expect([reserve(one, 40), reserve()]).toEqual([0, 3_100]);
  });

  it.each([
    ['too many are waiting', { waiting: 2 }, 12],
    ['it would wait too long', { wait: 500 }, 15],
  ])('refuses a request when %s, without counting it', (_, bounds, taken) => {
    const { reserve, pass } = open(10, bounds);
    const pauses = Array.from({ length: 30 }, () => reserve());
    expect(pauses.filter((pause) => pause !== undefined)).toHaveLength(taken);
    pass(100);
    expect(reserve()).toBeDefined();
  });
});
