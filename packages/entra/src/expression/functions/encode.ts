const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The bytes of a text in UTF-16, the low byte of each code unit first. */
export function utf16Bytes(text: string): number[] {
  return Array.from({ length: text.length * 2 }, (_, nth) => {
    const unit = text.charCodeAt(nth >> 1);
    return nth % 2 === 0 ? unit & 0xff : unit >> 8;
  });
}

/** The bytes of a text in UTF-8. Half of a surrogate pair is U+FFFD. */
export function utf8Bytes(text: string): number[] {
  return Array.from(text, (char) => {
    const point = char.codePointAt(0) ?? 0;
    return bytesOfPoint(point >= 0xd800 && point <= 0xdfff ? 0xfffd : point);
  }).flat();
}

function bytesOfPoint(point: number): number[] {
  const further = (shift: number): number => 0x80 | ((point >> shift) & 0x3f);
  if (point < 0x80) return [point];
  if (point < 0x800) return [0xc0 | (point >> 6), further(0)];
  if (point < 0x10000) return [0xe0 | (point >> 12), further(6), further(0)];
  return [0xf0 | (point >> 18), further(12), further(6), further(0)];
}

/** Bytes in Base64. */
export function base64(bytes: readonly number[]): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second, third] = bytes.slice(at, at + 3);
    const bits = (first << 16) | ((second ?? 0) << 8) | (third ?? 0);
    const letter = (shift: number): string => ALPHABET.charAt((bits >> shift) & 0x3f);
    text +=
      letter(18) +
      letter(12) +
      (second === undefined ? '=' : letter(6)) +
      (third === undefined ? '=' : letter(0));
  }
  return text;
}

/** Bytes as two digits each, in upper case. */
export function hex(bytes: readonly number[]): string {
  return bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join('');
}
