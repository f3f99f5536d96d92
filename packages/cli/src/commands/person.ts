import {
  AdminRefusal,
  erasePerson,
  exportPerson,
  operations,
  type ErasedPerson,
} from '@scimwright/server/admin';
import { counted, erases, mayBeTold } from '@scimwright/server/admin/internal';
import { forTenant, groupOf, type MakeCommand } from '../command-of.ts';

/** The command `scimwright person`: exports or erases all data of one person in a tenant. */
export function personCommand(): MakeCommand {
  return groupOf('person', 'what a tenant keeps of one person', [
    forTenant(operations.exportPerson, async ({ admin, tenant, print }, input) => {
      const all = await exportPerson(admin, tenant, input.person, admin.origin());
      print(input, all, () => JSON.stringify(all, undefined, 2).split('\n'));
    }),
    forTenant(operations.erasePerson, async ({ admin, tenant, print }, input) => {
      const { yes: isConfirmed = false, vacuum: vacuums = true } = input;
      if (!isConfirmed) throw new AdminRefusal(`${erases(tenant)} Say --yes to do it.`);
      const erased = await erasePerson(admin, tenant, input.person, { isConfirmed, vacuums });
      const isTold = await mayBeTold(admin.store);
      print(input, erased, () => sentencesOn(erased, { vacuums, isTold }));
    }),
  ]);
}

function sentencesOn(
  erased: ErasedPerson,
  { vacuums, isTold }: { readonly vacuums: boolean; readonly isTold: boolean },
): readonly string[] {
  const { removed, logEntries, quotes, events, waitingEvents, tokens, labels } = erased;
  return [
    removed ? `The user is removed, and ${whoHears(isTold)}.` : 'The user was not there any more.',
    `Erased: ${counted(logEntries, 'log entry', 'log entries')} about them and the quotes in ${counted(quotes, 'other')}, ${counted(events, 'event')}, ${counted(tokens, 'token')}, description and creator of ${counted(labels, 'token or link', 'tokens and links')}.`,
    ...(waitingEvents === 0
      ? []
      : [
          `The product has not taken ${counted(waitingEvents, 'event')} yet: what ${waitingEvents === 1 ? 'it holds' : 'they hold'} of the person is erased after delivery.`,
        ]),
    ...(vacuums
      ? []
      : ['On SQLite some bytes may still be in the file: run "scimwright vacuum" when you are done.']),
    ...(erased.scrubbed
      ? []
      : [
          'Another process was reading: what was erased may be in the write-ahead log until a host empties it, within the hour.',
        ]),
    ...(erased.isThereAgain
      ? ['Entra has sent them again: take them out of scope in Entra, and erase them once more.']
      : []),
    'Your backups still have what they had.',
  ];
}

/** Says whether the product is told: only if a host has a handler for events. */
function whoHears(isTold: boolean): string {
  return isTold ? 'the product is told' : 'no product is told: no host here has a handler for events';
}
