import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { runArguments, type Place, type Ran } from './command-line.fixture.ts';

/** A command line that stays in memory. */
export interface Resident {
  /** A shell command that passes its arguments, folder and environment to the resident. */
  readonly command: string;
  close(): Promise<void>;
}

type Asked = Place & { readonly args: readonly string[] };

const CLIENT = `
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
const [path, ...args] = process.argv.slice(2);
const socket = connect({ path, allowHalfOpen: true });
socket.end(JSON.stringify({ args, cwd: process.cwd(), env: process.env }));
const { code, out, err } = JSON.parse(await text(socket));
process.stdout.write(out);
process.stderr.write(err);
process.exitCode = code;
`;

/** Starts a resident that answers on a socket in a folder. */
export async function openResident(folder: string): Promise<Resident> {
  const client = join(folder, 'resident-client.mjs');
  const path = join(folder, 'resident.sock');
  await writeFile(client, CLIENT);
  const answer = async (asked: string): Promise<Ran> => {
    const { args, ...place } = JSON.parse(asked) as Asked; // the client above sends it
    return runArguments(args, place).catch((error: unknown) => ({ code: 1, out: '', err: String(error) }));
  };
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    let asked = '';
    socket.setEncoding('utf8').on('data', (part: string) => (asked += part));
    socket.once('end', () => void answer(asked).then((ran) => socket.end(JSON.stringify(ran))));
  });
  await new Promise<void>((resolve) => {
    server.listen(path, resolve);
  });
  return {
    command: `"${process.execPath}" "${client}" "${path}"`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}
