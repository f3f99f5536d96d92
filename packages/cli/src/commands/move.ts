import { moveDatabase, type MovedDatabase } from '@scimwright/host/internal';
import { operations } from '@scimwright/server/admin';
import { commandWithoutAdmin, type MakeCommand } from '../command-of.ts';
import { columns } from '../print.ts';
import { untilDone } from '../until-interrupted.ts';

/** How often a person is told how far a large table is. */
const EVERY_MS = 2_000;

/** The command `scimwright move`: copies a database into an empty one, of the same engine or the other. */
export function moveCommand(): MakeCommand {
  return commandWithoutAdmin(operations.moveDatabase, async ({ cwd, print, say }, input) => {
    const tell = input.json ? () => undefined : say;
    let told = Date.now();
    const moved = await untilDone((isStopped) =>
      moveDatabase({
        from: input.from,
        to: input.to,
        folder: cwd,
        isStopped,
        onWarning: say,
        onProgress: ({ step, table, rows, total }) => {
          if (rows < total && Date.now() - told < EVERY_MS) return;
          told = Date.now();
          tell(`${step} ${table}: ${rows} of ${total}`);
        },
      }),
    );
    print(input, moved, () => describe(moved));
  });
}

function describe({ from, to, rows, tables }: MovedDatabase): readonly string[] {
  return [
    ...columns([
      ['Table', 'Rows'],
      ...tables.map(({ table, rows: count }) => [table, String(count)]),
      ['All', String(rows)],
    ]),
    '',
    `Every row of ${from} is in ${to}, and was compared with it.`,
    'Start every host with that DATABASE_URL, and none on the old database any more: it was not changed. Keep it until you are sure.',
  ];
}
