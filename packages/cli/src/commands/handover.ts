import {
  createHandOver,
  listHandOvers,
  operations,
  showHandOver,
  showMadeHandOver,
  tokenTime,
  withdrawHandOver,
} from '@scimwright/server/admin';
import { forTenant, groupOf, type MakeCommand } from '../command-of.ts';
import { columns } from '../print.ts';

/** The command `scimwright handover`: makes, lists and withdraws hand-over links. */
export function handoverCommand(): MakeCommand {
  return groupOf('handover', 'the links by which support hands a token over', [
    forTenant(operations.createHandOver, async ({ admin, tenant, print }, input) => {
      const made = showMadeHandOver(admin, await createHandOver(admin, tenant, input));
      print(input, made, () => [
        made.link,
        '',
        `It works once, until ${made.handOver.expires}. Send it to the customer: it cannot be shown again.`,
        `To take it back before it is used: scimwright handover withdraw ${tenant.connector} ${tenant.name} ${made.handOver.id}`,
      ]);
    }),
    forTenant(operations.listHandOvers, async ({ admin, tenant, print }, input) => {
      const shown = await listHandOvers(admin, tenant);
      print(input, shown, () =>
        shown.length === 0
          ? ['The tenant has no link yet. "scimwright handover create" makes one.']
          : columns([
              ['ID', 'STATE', 'CREATED', 'BY', 'EXPIRES', 'REDEEMED', 'TOKEN', 'WITHDRAWN'],
              ...shown.map((one) => [
                one.id,
                one.state,
                one.created,
                one.createdBy,
                one.expires,
                one.redeemed ?? 'no',
                one.tokenId ?? 'none',
                one.withdrawn ?? 'no',
              ]),
            ]),
      );
    }),
    forTenant(operations.withdrawHandOver, async ({ admin, tenant, print }, input) => {
      const handOver = await withdrawHandOver(admin, tenant, input.id);
      print(input, showHandOver(handOver, tokenTime(admin)), () => [
        `The link ${input.id} issues no token any more.`,
      ]);
    }),
  ]);
}
