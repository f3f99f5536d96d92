import { operations, vacuumDatabase } from '@scimwright/server/admin';
import { commandOf, type MakeCommand } from '../command-of.ts';

const MEANWHILE =
  'Meanwhile a running host reads, and stores nothing: it answers requests that wait too long with 503, and Entra sends them again.';

/**
 * The command `scimwright vacuum`: rewrites the SQLite file without free space and without deleted data.
 */
export function vacuumCommand(): MakeCommand {
  return commandOf(operations.vacuumDatabase, async ({ admin, print, say }, input) => {
    if (!input.json) say(MEANWHILE);
    const vacuumed = await vacuumDatabase(admin);
    const { before, after, isScrubbed } = vacuumed;
    print(input, vacuumed, () => [
      `The file had ${before} bytes and has ${after}.`,
      ...(isScrubbed
        ? []
        : [
            'Another process was reading, so the write-ahead log could not be emptied and is counted too: a host empties it within the hour.',
          ]),
    ]);
  });
}
