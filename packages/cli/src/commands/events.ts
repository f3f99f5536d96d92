import { Command } from 'commander';
import { listEvents, listFailingEvents } from '@scimwright/server';
import { forTenant } from '../for-tenant.ts';
import { parseCount } from '../parse-count.ts';
import { parseSeq } from '../parse-seq.ts';
import { columns, print, type PrintOptions } from '../print.ts';

interface EventOptions extends PrintOptions {
  readonly after: number;
  readonly limit: number;
  readonly failing?: boolean;
}

/**
 * The command `scimwright events`: what the vendor's product was told, or is still to be told.
 *
 * @example
 * program.addCommand(eventsCommand());
 */
export function eventsCommand(): Command {
  return forTenant<EventOptions>(
    new Command('events')
      .description('the events of a tenant for the product, in order')
      .option('--after <number>', 'those after that one', parseSeq, 0)
      .option('--limit <number>', 'at most so many', parseCount, 50)
      .option('--failing', 'those that the product failed to take'),
    async ({ admin, tenant }, options) => {
      if (options.failing) {
        const failing = await listFailingEvents(admin, tenant, options.limit);
        print(options, failing, () =>
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
      const page = await listEvents(admin, tenant, options);
      print(options, page, () =>
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
    },
  );
}
