import { SettingsFault } from '../settings.ts';
import { checkCommand } from './commands/check.ts';
import { compileCommand } from './commands/compile.ts';
import { doctorCommand } from './commands/doctor.ts';
import { exportCommand } from './commands/export.ts';
import { grantCommand } from './commands/grant.ts';
import { importCommand } from './commands/import.ts';
import { migrateCommand } from './commands/migrate.ts';
import { prepareCommand, seedCommand } from './commands/seed.ts';
import { rolesCommand } from './commands/roles.ts';
import { scoreCommand } from './commands/score.ts';
import type { CommandResult } from './context.ts';

/** The operator's tool: `npm run lika -- COMMAND`. It works with the owner's login, DATABASE_OWNER_URL. */

interface Command {
  readonly usage: string;
  readonly about: string;
  readonly run: (args: string[]) => Promise<CommandResult>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  check: {
    usage: 'check [FOLDER]',
    about: 'checks instruments; a fault names file, line and path',
    run: checkCommand,
  },
  score: {
    usage: 'score FILE',
    about: 'scores a file of answers: cells, areas, steps reached',
    run: (args) => scoreCommand(args),
  },
  compile: {
    usage: 'compile [FOLDER]',
    about: 'writes the instruments as JSON for the service',
    run: compileCommand,
  },
  migrate: {
    usage: 'migrate',
    about: 'brings the database to the newest shape; safe to repeat',
    run: migrateCommand,
  },
  seed: {
    usage: 'seed FILE [--if-empty]',
    about: 'brings in municipalities, units, roles and earlier assessments from YAML; safe to repeat',
    run: seedCommand,
  },
  prepare: {
    usage: 'prepare FILE',
    about: 'migrate, then seed if the database is empty',
    run: prepareCommand,
  },
  grant: {
    usage: 'grant ROLE --tenant ID --person ID [--unit ID | --area ID]',
    about: 'gives a person a role, in the whole municipality unless a unit or an area is named',
    run: grantCommand,
  },
  roles: {
    usage: 'roles --tenant ID [--owners ROLE] [--members ROLE] [--staff DOMAIN,…]',
    about: 'shows or sets what being in a unit’s team gives in the tenant’s municipality',
    run: rolesCommand,
  },
  export: {
    usage: 'export UNIT [--out FILE]',
    about: 'a unit’s assessments as JSON; or a document, by the file’s ending: .xlsx, .docx, .pptx, .png, .svg',
    run: exportCommand,
  },
  import: {
    usage: 'import FILE [--unit ID [--by ID] [--replace] [--yes]]',
    about: 'brings in what export wrote; or a workbook or table (.xlsx, .csv) into a unit’s draft',
    run: importCommand,
  },
  doctor: {
    usage: 'doctor',
    about: 'looks the set-up over and names each fault and its mend',
    run: doctorCommand,
  },
};

function help(): CommandResult {
  const width = Math.max(...Object.values(COMMANDS).map(({ usage }) => usage.length));
  const lines = Object.values(COMMANDS).map(({ usage, about }) => `  ${usage.padEnd(width)}  ${about}`);
  return { lines: ['npm run lika -- COMMAND', '', ...lines], code: 0 };
}

async function run([name, ...args]: string[]): Promise<CommandResult> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') return help();
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) return { lines: [`There is no command ${name}.`, '', ...help().lines], code: 2 };
  if (args.includes('--help')) return { lines: [`usage: ${command.usage}`, command.about], code: 0 };
  return command.run(args);
}

function explained(error: unknown): string {
  if (error instanceof SettingsFault) return error.message;
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `\n${error.cause.message}` : '';
  return `${error.message || error.name}${cause}`;
}

const { lines, code } = await run(process.argv.slice(2)).catch((error: unknown) => ({
  lines: [explained(error)],
  code: 1,
}));
if (lines.length > 0) (code === 0 ? process.stdout : process.stderr).write(`${lines.join('\n')}\n`);
process.exitCode = code;
