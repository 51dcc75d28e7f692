import { readFileSync } from 'node:fs';
import { readConfig } from '../config.ts';
import { Problem, UsageError } from '../errors.ts';
import { didYouMean, readArguments } from './arguments.ts';
import { commands } from './commands.ts';
import { helpOf, helpOfAll } from './help.ts';
import { endWithReader, print, say } from './output.ts';

function version(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

/** Whether the log level calls for stack traces; false when the settings are invalid. */
function wantsStack(): boolean {
  try {
    return ['debug', 'trace'].includes(readConfig().logLevel);
  } catch {
    return false;
  }
}

function explain(cause: unknown): 1 | 2 {
  if (cause instanceof UsageError) {
    say(cause.message);
    return cause.exitCode;
  }
  if (cause instanceof Problem) {
    const accepted = cause.errors.flatMap((item) => item.accepted ?? []);
    say(accepted.length === 0 ? cause.message : `${cause.message} Accepted: ${accepted.join(', ')}.`);
    return cause.status < 500 ? 2 : 1;
  }
  const detailed = wantsStack();
  const { message = String(cause), stack } = cause as Error;
  const where = detailed ? '' : ', LOG_LEVEL=debug shows where it failed';
  say(`Failed unexpectedly: ${message.split('\n')[0]}; \`npx demarche doctor\` checks the data${where}.`);
  if (detailed && stack !== undefined) say(stack);
  return 1;
}

async function dispatch(args: readonly string[]): Promise<0 | 1 | 2> {
  const [first, ...rest] = args;
  const named = first === 'help' ? rest[0] : first;
  if (named === undefined) {
    if (first === undefined) say(helpOfAll(commands).trimEnd());
    else await print(helpOfAll(commands));
    return first === undefined ? 2 : 0;
  }
  if (named === '--version' || named === '-v') await print(`${version()}\n`);
  else if (named === '--help' || named === '-h') await print(helpOfAll(commands));
  else {
    const command = commands.find(({ name }) => name === named);
    if (command === undefined) {
      const question = didYouMean(
        named,
        commands.map(({ name }) => name),
        'npx demarche ',
      );
      throw new UsageError(`There is no command "${named}"${question}\n\`npx demarche --help\` lists them.`, 2);
    }
    const options = rest.includes('--') ? rest.slice(0, rest.indexOf('--')) : rest;
    const help = first === 'help' || options.includes('--help') || options.includes('-h');
    if (!help) return command.run(readArguments(command, rest));
    await print(helpOf(command));
  }
  return 0;
}

/**
 * Runs the program.
 *
 * @returns the exit code: 0 done, 1 failed, 2 usage error; errors have been reported on stderr.
 */
export async function main(args: readonly string[]): Promise<0 | 1 | 2> {
  endWithReader();
  try {
    return await dispatch(args);
  } catch (cause) {
    return explain(cause);
  }
}
