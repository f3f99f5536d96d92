import { randomBytes } from 'node:crypto';
import { ScimError } from '@scimwright/core';
import type { TenantId } from '@scimwright/store';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openCursor, sealCursor, type CursorBinding, type CursorState } from './cursor.ts';

const UNRESERVED = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~';

const binding: CursorBinding = {
  secret: randomBytes(32),
  tenant: 't1' as TenantId,
  query: '["/Users",{"type":"User"}]',
};
const state: CursorState = {
  at: 0,
  after: { id: '0192-a', key: 'ada byron' },
  total: 9,
  count: 2,
  until: 1_790_000_000_000,
};

const anyKey = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
  fc.boolean(),
);
const anyPosition = fc.oneof(
  fc.constant(undefined),
  fc.record({ id: fc.string({ minLength: 1, maxLength: 40 }) }),
  fc.record({ id: fc.uuid(), key: anyKey }),
);
const anyProgress: fc.Arbitrary<CursorState> = fc.record({
  at: fc.nat({ max: 9 }),
  after: anyPosition,
  total: fc.nat(),
  count: fc.nat({ max: 200 }),
  until: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
});
const anyBinding: fc.Arbitrary<CursorBinding> = fc.record({
  secret: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  tenant: fc.string({ minLength: 1 }).map((id) => id as TenantId),
  query: fc.string({ maxLength: 500 }),
});

/** The state in a cursor, or the refusal. */
function outcomeOf(text: string, by: CursorBinding = binding): CursorState | string {
  try {
    return openCursor(text, by);
  } catch (error) {
    if (error instanceof ScimError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

const REFUSED = outcomeOf('AAAA');

describe('a cursor', () => {
  it('contains its state, in unreserved characters, within its length', () => {
    fc.assert(
      fc.property(anyProgress, anyBinding, (any, by) => {
        const text = sealCursor(any, by);
        expect(text).toMatch(/^[A-Za-z0-9._~-]{1,4096}$/);
        expect(openCursor(text, by)).toEqual(any);
      }),
      { numRuns: 500 },
    );
  });

  it('fits its length with the longest sort key', () => {
    for (const char of ['\u{1F600}', '\u0001', '"', '\\', 'é', '\u2028']) {
      const text = sealCursor({ ...state, after: { id: 'x'.repeat(36), key: char.repeat(400) } }, binding);
      expect(text.length).toBeLessThan(3_600);
      expect(openCursor(text, binding).after?.key).toBe(char.repeat(400));
    }
  });

  it('reveals nothing of its state, and differs each time', () => {
    const texts = [sealCursor(state, binding), sealCursor(state, binding)];
    expect(texts[0]).not.toBe(texts[1]);
    for (const text of texts) {
      expect(Buffer.from(text, 'base64url').toString('latin1')).not.toMatch(/ada|0192|after/);
    }
  });

  it.each([
    ['another tenant', { tenant: 't2' as TenantId }],
    ['another query', { query: '["/Users",{"type":"User","filter":{}}]' }],
    ['another database', { secret: randomBytes(32) }],
  ])('of %s is refused like a made-up cursor', (_, other) => {
    expect(outcomeOf(sealCursor(state, { ...binding, ...other }))).toBe(REFUSED);
    expect(REFUSED).toMatch(/^invalidCursor: .*empty cursor/);
  });

  it('is refused with any character changed', () => {
    const text = sealCursor({ at: 0, after: { id: 'u1' }, total: 3, count: 2, until: 1 }, binding);
    for (let at = 0; at < text.length; at += 1) {
      for (const char of UNRESERVED) {
        if (char === text[at]) continue;
        expect(outcomeOf(`${text.slice(0, at)}${char}${text.slice(at + 1)}`)).toBe(REFUSED);
      }
    }
  });

  it('is refused with any text added or removed', () => {
    const text = sealCursor(state, binding);
    for (const at of text.split('').keys()) {
      expect(outcomeOf(text.slice(0, at))).toBe(REFUSED);
      expect(outcomeOf(text.slice(at + 1))).toBe(REFUSED);
      for (const stray of ['A', '=', ' ', '%', '\n', '+', '/', '\u{1F600}', '\0']) {
        expect(outcomeOf(`${text.slice(0, at)}${stray}${text.slice(at)}`)).toBe(REFUSED);
      }
      expect(outcomeOf(`${text}${text.slice(at)}`)).toBe(REFUSED);
    }
  });

  it('is refused if it is any made-up text', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.base64String({ maxLength: 300 }),
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString('base64url')),
      fc.nat({ max: 20_000 }).map((length) => 'A'.repeat(length)),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        expect(outcomeOf(text)).toBe(REFUSED);
      }),
      { numRuns: 1_000 },
    );
  });
});
