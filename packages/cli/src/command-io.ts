/** What a command has of the process that it runs in. */
export interface CommandIo {
  /** The folder it is run in, which leads to the project of a host. */
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: TextOutput;
  readonly stderr: TextOutput;
}

/** A stream that takes text. */
interface TextOutput {
  write(text: string): unknown;
}
