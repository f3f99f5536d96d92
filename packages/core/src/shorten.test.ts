import { expect, it } from 'vitest';
import { isStorable } from './is-storable.ts';
import { shorten } from './shorten.ts';

it.each([
  {
    text: 'emails[type eq "work"].value',
    as: 'emails[type eq "work"].value',
    why: 'a short text stays unchanged',
  },
  { text: 'x'.repeat(1_000_000), as: 'x'.repeat(200), why: 'a long text is cut' },
  { text: 'a\0b', as: 'a\ufffdb', why: 'NUL is replaced' },
  { text: 'a\ud800b\udfff', as: 'a\ufffdb\ufffd', why: 'lone surrogates are replaced' },
  { text: '😀', as: '😀', why: 'surrogate pairs stay unchanged' },
  { text: `${'x'.repeat(199)}😀`, as: `${'x'.repeat(199)}\ufffd`, why: 'a cut leaves no lone surrogate' },
  { text: 'a\nb', as: 'a\nb', why: 'other control characters stay unchanged' },
])('$why', ({ text, as }) => {
  expect(shorten(text)).toBe(as);
  expect(isStorable(shorten(text))).toBe(true);
});
