import { environment, readOperatorSettings } from '../../settings.ts';
import { migrate } from '../../store/migrate.ts';
import { done, wronglyCalled } from '../context.ts';
import type { CommandResult } from '../context.ts';

/** `migrate`: brings the database to the newest shape and gives the service's login its privileges. */
export async function migrateCommand(args: readonly string[]): Promise<CommandResult> {
  if (args.length > 0) return wronglyCalled('migrate');
  const { ownerUrl, serviceLogin } = readOperatorSettings(environment());
  const { ran, latest } = await migrate(ownerUrl, serviceLogin);
  return done(
    ran.length > 0 ? `Ran ${ran.join(', ')}.` : 'Nothing to run.',
    `The database is at migration ${latest}; ${serviceLogin} has the service's privileges.`,
  );
}
