import { describe, expect, it } from 'vitest';
import { hashToken, isSecretToken, makeSecretToken, makeUserToken, sameHash } from './secret-token.ts';

describe('a secret token', () => {
  it('has the prefix, 256 random bits and a checksum', () => {
    expect(makeSecretToken()).toMatch(/^scimw_[A-Za-z0-9_-]{43}[0-9a-f]{8}$/);
  });

  it('is never the same twice', () => {
    const tokens = Array.from({ length: 100 }, makeSecretToken);
    expect(new Set(tokens).size).toBe(100);
  });

  it('has another prefix when it names a user', () => {
    expect(makeUserToken()).toMatch(/^scimu_[A-Za-z0-9_-]{43}[0-9a-f]{8}$/);
    expect(isSecretToken(makeUserToken().replace('scimu_', 'scimw_'))).toBe(false);
  });

  it.each([
    ['the tenant', makeSecretToken],
    ['a user', makeUserToken],
  ])('of %s has a checksum, so that one wrong character is found without the database', (_, make) => {
    const token = make();
    expect(isSecretToken(token)).toBe(true);
    for (let at = 0; at < token.length; at += 1) {
      const other = token[at] === 'a' ? 'b' : 'a';
      expect(isSecretToken(token.slice(0, at) + other + token.slice(at + 1))).toBe(false);
    }
  });

  it.each(['', 'scimw_', 'Bearer x', `${makeSecretToken()} `, makeSecretToken().slice(1)])(
    'is not %j',
    (text) => {
      expect(isSecretToken(text)).toBe(false);
    },
  );

  it('is stored as its SHA-256 and compared by it', () => {
    expect(hashToken('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sameHash(hashToken('abc'), hashToken('abc'))).toBe(true);
    expect(sameHash(hashToken('abc'), hashToken('abd'))).toBe(false);
    expect(sameHash(hashToken('abc'), '')).toBe(false);
  });
});
