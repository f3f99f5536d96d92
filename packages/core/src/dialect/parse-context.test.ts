import { describe, expect, it } from 'vitest';
import { refusalOf } from '../refusal.fixture.ts';
import { openParseContext } from './parse-context.ts';

describe('a parse context', () => {
  it('accepts every departure, and records each once', () => {
    const context = openParseContext();
    expect(context.accept('op-in-any-case')).toBe(true);
    expect(context.accept('op-in-any-case')).toBe(true);
    expect(context.accept('json-in-string')).toBe(true);
    expect([...context.departures]).toEqual(['op-in-any-case', 'json-in-string']);
  });

  it('neither accepts nor records a departure that is off', () => {
    const context = openParseContext({ off: ['op-in-any-case'] });
    expect(context.accept('op-in-any-case')).toBe(false);
    expect(context.accept('json-in-string')).toBe(true);
    expect([...context.departures]).toEqual(['json-in-string']);
  });

  it('shares nothing with the parse context of another request', () => {
    openParseContext().accept('op-in-any-case');
    expect([...openParseContext().departures]).toEqual([]);
  });

  it.each([{}, { unmapped: 'ignore' as const }])('with %o ignores and records unmapped paths', (options) => {
    const context = openParseContext(options);
    context.unmapped('foo', 'invalidPath');
    context.unmapped('meta', 'mutability');
    context.ignore('bar');
    context.ignore('foo');
    expect([...context.ignored]).toEqual(['foo', 'meta', 'bar']);
  });

  it.each([
    { code: 'invalidPath', problem: 'is not an attribute of this application' },
    { code: 'mutability', problem: 'is read-only' },
  ] as const)('that refuses says $code: $problem', ({ code, problem }) => {
    const context = openParseContext({ unmapped: 'refuse' });
    const refusal = refusalOf(() => context.unmapped('foo', code));
    expect(refusal).toMatchObject({ code, path: 'foo' });
    expect(refusal.message).toContain(`foo ${problem}`);
    expect(refusal.message).toContain('delete this mapping in Entra');
    expect([...context.ignored]).toEqual([]);
  });

  it('that refuses unmapped paths still ignores unmapped attributes of a body', () => {
    const context = openParseContext({ unmapped: 'refuse' });
    context.ignore('foo');
    expect([...context.ignored]).toEqual(['foo']);
  });

  it('shortens names and replaces unstorable characters, in its record and in a refusal', () => {
    const name = `foo\0\ud800${'x'.repeat(1_000_000)}`;
    const context = openParseContext();
    context.ignore(name);
    const [recorded = ''] = context.ignored;
    const refusal = refusalOf(() => openParseContext({ unmapped: 'refuse' }).unmapped(name, 'invalidPath'));
    expect(refusal.path).toBe(recorded);
    expect(refusal.message.startsWith(recorded)).toBe(true);
    expect(recorded).toBe(`foo\ufffd\ufffd${'x'.repeat(195)}`);
  });

  it('limits the ignored paths that it records', () => {
    const context = openParseContext();
    for (let at = 0; at < 100; at += 1) context.ignore(`${at}${'x'.repeat(300)}`);
    expect(context.ignored.size).toBe(50);
    expect(Math.max(...[...context.ignored].map((path) => path.length))).toBe(200);
  });
});
