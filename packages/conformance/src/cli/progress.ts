import { printable } from '@scimwright/core';

/** A stream that takes text; a terminal says how wide it is. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Where a run is, on one line of a terminal; anything else is told nothing. */
export function progressOn(stream: Output): {
  show(title: string, index: number, total: number): void;
  clear(): void;
} {
  const write = (text: string): void => {
    if (stream.isTTY === true) stream.write(`\r\u001b[K${text}`);
  };
  return {
    show(title, index, total) {
      const line = printable(`${index + 1}/${total}  ${title}`);
      write(line.slice(0, (stream.columns ?? 80) - 1));
    },
    clear: () => write(''),
  };
}
