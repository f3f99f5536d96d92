import type { Command } from 'commander';
import { groupOf } from './command-of.ts';
import type { CommandIo } from './command-io.ts';
import { auditCommand } from './commands/audit.ts';
import { clockCommand } from './commands/clock.ts';
import { entraCommand } from './commands/entra.ts';
import { eventsCommand } from './commands/events.ts';
import { handoverCommand } from './commands/handover.ts';
import { healthCommand } from './commands/health.ts';
import { logCommand } from './commands/log.ts';
import { moveCommand } from './commands/move.ts';
import { personCommand } from './commands/person.ts';
import { tenantCommand } from './commands/tenant.ts';
import { tokenCommand } from './commands/token.ts';
import { vacuumCommand } from './commands/vacuum.ts';

/** The command line of a host, in a process. */
export function makeProgram(io: CommandIo): Command {
  return groupOf(
    'scimwright',
    'Scimwright: the tenants and tokens of a SCIM host, and what happened to them',
    [
      tenantCommand(),
      tokenCommand(),
      handoverCommand(),
      logCommand(),
      eventsCommand(),
      healthCommand(),
      auditCommand(),
      clockCommand(),
      personCommand(),
      vacuumCommand(),
      moveCommand(),
      entraCommand(),
    ],
  )(io);
}
