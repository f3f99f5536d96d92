import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { built } from './built.fixture.ts';

/** A call of the handler, when it began and when it had done its work. */
export interface Told {
  readonly phase: 'begin' | 'end';
  /** The last part of the data folder of the host that called it. */
  readonly host: string;
  readonly resource: string;
  readonly type: string;
  readonly seq: number;
  readonly attempt: number;
}

/** A vendor's product that hears of events and keeps them in a file, however many hosts tell it. */
export interface Listener {
  /** The program of a host that tells it. */
  readonly main: string;
  /** What it was told so far, in order. */
  told(): Promise<readonly Told[]>;
  /** Lets no handler come to its end from now on. */
  hold(): Promise<void>;
  letGo(): Promise<void>;
}

/** Writes the program of a host whose handler takes a moment and keeps what it is told in a file of that folder. */
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
         // One small append of a file is not mixed with that of another process.
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
