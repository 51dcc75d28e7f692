import { parseArgs } from 'node:util';
import { UsageError } from '../errors.ts';
import { nearest } from '../model/nearest.ts';
import type { Command, Invocation } from './command.ts';
import { usageOf } from './help.ts';

/** The error for a wrong command line, with the correct usage. */
const refuse = (command: Command, what: string): UsageError => new UsageError(`${what}\nUsage: ${usageOf(command)}`, 2);

/** Suggests the nearest name as a question; a full stop when none is near. */
export function didYouMean(given: string, names: readonly string[], prefix = ''): string {
  const near = nearest(given, names);
  return near === undefined ? '.' : `; did you mean \`${prefix}${near}\`?`;
}

type Tokens = NonNullable<ReturnType<typeof parseArgs>['tokens']>;

function checkOptions(command: Command, tokens: Tokens): void {
  const seen = new Set<string>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const option = command.options[token.name];
    if (option === undefined) {
      const question = didYouMean(token.name, [...Object.keys(command.options), 'help'], '--');
      throw refuse(command, `\`${command.name}\` has no option ${token.rawName}${question}`);
    }
    const missing =
      token.value === undefined || token.value === '' || (!token.inlineValue && token.value.startsWith('--'));
    if (option.type === 'string' && missing) throw refuse(command, `${token.rawName} needs a value: ${option.value}.`);
    if (option.type === 'boolean' && token.value !== undefined)
      throw refuse(command, `${token.rawName} takes no value.`);
    if (seen.has(token.name) && !option.multiple) throw refuse(command, `${token.rawName} is given twice.`);
    seen.add(token.name);
  }
  for (const [name, { required }] of Object.entries(command.options)) {
    if (required && !seen.has(name)) throw refuse(command, `\`${command.name}\` needs --${name}.`);
  }
}

function checkWords(command: Command, words: readonly string[]): void {
  const needed = command.words.filter((word) => word.startsWith('<'));
  const endless = command.words.at(-1)?.includes('…') ?? false;
  const missing = needed[words.length];
  if (missing !== undefined) throw refuse(command, `\`${command.name}\` needs ${missing}.`);
  if (!endless && words.length > command.words.length) {
    throw refuse(command, `\`${command.name}\` takes no argument "${words[command.words.length]}".`);
  }
}

/**
 * Parses the arguments after a command's name.
 *
 * @throws UsageError (exit code 2) for an unknown, repeated or missing option or word.
 */
export function readArguments(command: Command, args: readonly string[]): Invocation {
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { type, multiple }]) => [name, { type, multiple: multiple ?? false }]),
  );
  const parsed = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
  checkOptions(command, parsed.tokens);
  checkWords(command, parsed.positionals);
  const texts = (name: string): string[] => [parsed.values[name] ?? []].flat().map(String);
  return {
    words: parsed.positionals,
    flag: (name) => parsed.values[name] === true,
    text: (name) => texts(name)[0],
    texts,
  };
}
