import { Command } from 'commander';
import { auditCommand } from './commands/audit.ts';
import { clockCommand } from './commands/clock.ts';
import { eventsCommand } from './commands/events.ts';
import { handoverCommand } from './commands/handover.ts';
import { healthCommand } from './commands/health.ts';
import { logCommand } from './commands/log.ts';
import { personCommand } from './commands/person.ts';
import { tenantCommand } from './commands/tenant.ts';
import { tokenCommand } from './commands/token.ts';
import { vacuumCommand } from './commands/vacuum.ts';

/** The command line of a host. */
export function makeProgram(): Command {
  return new Command('scimwright')
    .description('Scimwright: the tenants and tokens of a SCIM host, and what happened to them')
    .addCommand(tenantCommand())
    .addCommand(tokenCommand())
    .addCommand(handoverCommand())
    .addCommand(logCommand())
    .addCommand(eventsCommand())
    .addCommand(healthCommand())
    .addCommand(auditCommand())
    .addCommand(clockCommand())
    .addCommand(personCommand())
    .addCommand(vacuumCommand());
}
