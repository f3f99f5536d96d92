import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { built } from './built.fixture.ts';

/** The beginning or the end of a call of the handler. */
export interface Told {
  readonly phase: 'begin' | 'end';
  /** The name of the data folder of the host that called the handler. */
  readonly host: string;
  readonly resource: string;
  readonly type: string;
  readonly seq: number;
  readonly attempt: number;
}

/** A vendor's product that writes events from any number of hosts to a file. */
export interface Listener {
  /** The program of a host that delivers to it. */
  readonly main: string;
  /** The calls so far, in order. */
  told(): Promise<readonly Told[]>;
  /** Keeps every handler from ending from now on. */
  hold(): Promise<void>;
  letGo(): Promise<void>;
}

/** Writes the program of a host whose handler takes a moment and writes its events to a file in this folder. */
export async function openListener(folder: string, delivery: object): Promise<Listener> {
  const [main, file, gate] = [join(folder, 'main.mjs'), join(folder, 'told'), join(folder, 'hold')];
  const url = (path: string): string => JSON.stringify(pathToFileURL(built(path)).href);
  await writeFile(
    main,
    `import { appendFileSync, existsSync } from 'node:fs';
     import { basename } from 'node:path';
     import { setTimeout } from 'node:timers/promises';
     import { startHost } from ${url('packages/host/dist/index.js')};
     import { connectors } from ${url('apps/host/dist/connectors.js')};
     const host = basename(process.env.DATA_DIR);
     await startHost({
       connectors,
       delivery: ${JSON.stringify(delivery)},
       async onEvent({ resourceId: resource, type, attempt, idempotencyKey }) {
         const seq = Number(idempotencyKey.split('/').at(-1));
         // Small appends to a file do not mix with those of another process.
         const note = (phase) => appendFileSync(
           ${JSON.stringify(file)},
           JSON.stringify({ phase, host, resource, type, seq, attempt }) + '\\n',
         );
         note('begin');
         await setTimeout(Math.random() * 10);
         while (existsSync(${JSON.stringify(gate)})) await setTimeout(5);
         note('end');
       },
     });`,
  );
  return {
    main,
    async told() {
      const text = await readFile(file, 'utf8').catch(() => '');
      const whole = text.slice(0, text.lastIndexOf('\n') + 1);
      return whole
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Told);
    },
    hold: () => writeFile(gate, ''),
    letGo: () => rm(gate, { force: true }),
  };
}
