import type { TenantId } from '@scimwright/store';
import { describe, expect, it } from 'vitest';
import { openByteBudget } from './byte-budget.ts';

const [one, two, three] = ['t1' as TenantId, 't2' as TenantId, 't3' as TenantId];
const open = () => openByteBudget({ tenant: 100_000, all: 200_000 });

describe('a byte budget', () => {
  it('limits each tenant, and releases a reservation once', () => {
    const budget = open();
    const reservation = budget.reserve(one, 60_000);
    expect(budget.reserve(one, 60_000)).toBeUndefined();
    expect(budget.reserve(two, 60_000)).toBeDefined();
    reservation?.release();
    reservation?.release();
    expect(budget.reserve(one, 60_000)).toBeDefined();
    expect(budget.reserve(one, 60_000)).toBeUndefined();
  });

  it('lets a reservation grow, never shrink, until it is released', () => {
    const budget = open();
    const reservation = budget.reserve(one, 20_000);
    budget.reserve(one, 50_000)?.release();
    reservation?.growTo(90_000);
    reservation?.growTo(20_000);
    expect(budget.reserve(one, 50_000)).toBeUndefined();
    reservation?.release();
    reservation?.growTo(90_000);
    expect(budget.reserve(one, 50_000)).toBeDefined();
  });

  it('reports the bytes reserved in total', () => {
    const told: number[] = [];
    const budget = openByteBudget({ tenant: 100_000, all: 200_000 }, (bytes) => told.push(bytes));
    const reservations = [
      budget.reserve(one, 50_000),
      budget.reserveAnyway(two, 60_000),
      budget.reserve(three, 10),
    ];
    for (const each of reservations) each?.release();
    expect(told).toEqual([50_000, 110_000, 60_000, 0]);
  });

  it('limits all tenants together', () => {
    const budget = open();
    budget.reserve(one, 90_000);
    budget.reserve(two, 90_000);
    expect(budget.reserve(three, 90_000)).toBeUndefined();
  });

  it('lets a single response through that is larger than the budget', () => {
    const budget = open();
    expect(budget.reserve(one, 900_000)).toBeDefined();
    expect(budget.reserve(two, 90_000)).toBeUndefined();
  });

  it('counts responses that must be sent, and does not count small ones', () => {
    const budget = open();
    for (let at = 0; at < 100; at += 1) budget.reserve(one, 16_383);
    expect(budget.reserve(one, 90_000)).toBeDefined();
    budget.reserveAnyway(one, 90_000);
    expect(budget.reserve(one, 20_000)).toBeUndefined();
  });
});
