/** A stream for text; a terminal has a width. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** The parts of a process that the commands use. */
export interface ProgramIo {
  /** The working folder: files and connectors are looked for from here. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: AsyncIterable<string | Buffer> & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
  /** Ctrl-C aborts it. */
  readonly signal: AbortSignal;
}

/** How a command ended. */
export const exitCodes = { done: 0, failed: 1, cannotRun: 2, interrupted: 130 } as const;

/** Why a command does not run, for its user. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
