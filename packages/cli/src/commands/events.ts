import { listEvents, listFailingEvents, operations } from '@scimwright/server/admin';
import { forTenant, type MakeCommand } from '../command-of.ts';
import { columns } from '../print.ts';

/** The command `scimwright events`: the delivered and pending events of the vendor's product. */
export function eventsCommand(): MakeCommand {
  return forTenant(operations.listEvents, async ({ admin, tenant, print }, input) => {
    if (input.failing) {
      const failing = await listFailingEvents(admin, tenant, input.limit);
      print(input, failing, () =>
        failing.length === 0
          ? ['The product took every event that it was told.']
          : columns([
              ['NUMBER', 'TYPE', 'RESOURCE', 'TRIES', 'NEXT TRY', 'WHY'],
              ...failing.map((one) => [
                String(one.seq),
                one.type,
                one.resourceId,
                String(one.attempts),
                one.due,
                one.error ?? '',
              ]),
            ]),
      );
      return;
    }
    const page = await listEvents(admin, tenant, input);
    print(input, page, () =>
      page.events.length === 0
        ? ['There is no such event.']
        : [
            ...columns([
              ['NUMBER', 'TIME', 'TYPE', 'RESOURCE'],
              ...page.events.map((one) => [String(one.seq), one.at, one.type, one.resourceId]),
            ]),
            ...(page.next === undefined ? [] : ['', `There are more: --after ${page.next}`]),
          ],
    );
  });
}
