import type { Given } from '../expression-function.ts';

const MAX_LENGTH = 256;

/** Entra does not say which special characters it takes. */
const CLASSES = {
  number: '0123456789',
  special: '!#$%&()*+,-./:;<=>?@[]^_{|}~',
  capital: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  lowerCase: 'abcdefghijklmnopqrstuvwxyz',
} as const;

const KINDS = ['number', 'special', 'capital', 'lowerCase'] as const;

/** A random text with at least so many characters of each kind, in random order. The rest are letters and digits. */
export function randomString(given: Given): string {
  const [length, ...minima] = Array.from({ length: 5 }, (_, nth) => countAt(given, nth));
  const sum = minima.reduce((sum, minimum) => sum + minimum, 0);
  if (length === undefined || length < sum) {
    given.fail(0, {
      expected: 'a length of at least the sum of the minimum numbers',
      found: 'a smaller one',
    });
  }
  const avoided = given.text(5) ?? '';
  const without = (characters: string): string =>
    Array.from(characters)
      .filter((char) => !avoided.includes(char))
      .join('');
  const pick = (characters: string): string => {
    if (characters === '') {
      given.fail(5, { expected: 'some characters of each kind that is asked for', found: 'none left' });
    }
    return characters.charAt(below(given, characters.length));
  };
  const asked = KINDS.flatMap((kind, nth) =>
    Array.from({ length: minima[nth] ?? 0 }, () => pick(without(CLASSES[kind]))),
  );
  const others = without(CLASSES.number + CLASSES.capital + CLASSES.lowerCase);
  const rest = Array.from({ length: length - sum }, () => pick(others));
  return shuffled(given, [...asked, ...rest]).join('');
}

function countAt(given: Given, nth: number): number {
  const count = given.integer(nth);
  if (count === null || count < 0n || count > MAX_LENGTH) {
    given.fail(nth, {
      expected: `an integer from 0 to ${MAX_LENGTH}`,
      found: count === null ? 'no value' : 'another one',
    });
  }
  return Number(count);
}

function shuffled(given: Given, characters: readonly string[]): string[] {
  const left = [...characters];
  return characters.flatMap(() => left.splice(below(given, left.length), 1));
}

/** A random integer from 0 up to but not including a limit. */
function below({ context }: Given, limit: number): number {
  return Math.min(Math.floor(context.random() * limit), limit - 1);
}
