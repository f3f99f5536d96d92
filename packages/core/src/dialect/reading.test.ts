import { describe, expect, it } from 'vitest';
import { refusalOf } from '../refusal.fixture.ts';
import { openReading } from './reading.ts';

describe('a reading', () => {
  it('accepts every departure, and notes each that was made once', () => {
    const reading = openReading();
    expect(reading.accept('op-in-any-case')).toBe(true);
    expect(reading.accept('op-in-any-case')).toBe(true);
    expect(reading.accept('json-in-string')).toBe(true);
    expect([...reading.departures]).toEqual(['op-in-any-case', 'json-in-string']);
  });

  it('accepts and notes nothing that is switched off', () => {
    const reading = openReading({ off: ['op-in-any-case'] });
    expect(reading.accept('op-in-any-case')).toBe(false);
    expect(reading.accept('json-in-string')).toBe(true);
    expect([...reading.departures]).toEqual(['json-in-string']);
  });

  it('is made for one request: another knows nothing of it', () => {
    openReading().accept('op-in-any-case');
    expect([...openReading().departures]).toEqual([]);
  });

  it.each([{}, { outside: 'ignore' as const }])(
    'with %o ignores and notes what is outside the profile',
    (options) => {
      const reading = openReading(options);
      reading.outside('foo', 'invalidPath');
      reading.outside('meta', 'mutability');
      reading.ignore('bar');
      reading.ignore('foo');
      expect([...reading.ignored]).toEqual(['foo', 'meta', 'bar']);
    },
  );

  it.each([
    { code: 'invalidPath', problem: 'is not an attribute of this application' },
    { code: 'mutability', problem: 'is read-only' },
  ] as const)('that refuses says $code: $problem', ({ code, problem }) => {
    const reading = openReading({ outside: 'refuse' });
    const refusal = refusalOf(() => reading.outside('foo', code));
    expect(refusal).toMatchObject({ code, path: 'foo' });
    expect(refusal.message).toContain(`foo ${problem}`);
    expect(refusal.message).toContain('delete this mapping in Entra');
    expect([...reading.ignored]).toEqual([]);
  });

  it('that refuses still ignores what a body may have', () => {
    const reading = openReading({ outside: 'refuse' });
    reading.ignore('foo');
    expect([...reading.ignored]).toEqual(['foo']);
  });

  it('repeats a name short and storable, in its notes and in a refusal', () => {
    const name = `foo\0\ud800${'x'.repeat(1_000_000)}`;
    const reading = openReading();
    reading.ignore(name);
    const [noted = ''] = reading.ignored;
    const refusal = refusalOf(() => openReading({ outside: 'refuse' }).outside(name, 'invalidPath'));
    expect(refusal.path).toBe(noted);
    expect(refusal.message.startsWith(noted)).toBe(true);
    expect(noted).toBe(`foo\ufffd\ufffd${'x'.repeat(195)}`);
  });

  it('keeps its notes short, however long a request is', () => {
    const reading = openReading();
    for (let at = 0; at < 100; at += 1) reading.ignore(`${at}${'x'.repeat(300)}`);
    expect(reading.ignored.size).toBe(50);
    expect(Math.max(...[...reading.ignored].map((path) => path.length))).toBe(200);
  });
});
