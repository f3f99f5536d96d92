import { printable } from '@scimwright/core';

/** A stream for text; a terminal has a width. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Shows the progress of a run on one line of a terminal, and nothing on any other stream. */
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
