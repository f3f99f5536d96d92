import { Command } from 'commander';
import { tenantCommand } from './commands/tenant.ts';
import { tokenCommand } from './commands/token.ts';

/**
 * The command line of a host.
 *
 * @example
 * await makeProgram().parseAsync(['tenant', 'list'], { from: 'user' });
 */
export function makeProgram(): Command {
  return new Command('scimwright')
    .description('Scimwright: the tenants and tokens of a SCIM host')
    .addCommand(tenantCommand())
    .addCommand(tokenCommand());
}
