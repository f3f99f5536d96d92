/** The parts of a process that a command uses. */
export interface CommandIo {
  /** The working folder, which leads to the project of a host. */
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: TextOutput;
  readonly stderr: TextOutput;
}

/** A stream for text. */
interface TextOutput {
  write(text: string): unknown;
}
