import type { Command, Option } from './command.ts';

const width = 100;

/** Wraps a text at word boundaries; lines after the first are indented. */
function wrap(text: string, indent: number): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && indent + line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join(`\n${' '.repeat(indent)}`);
}

/** Two columns, the second wrapped. */
function table(rows: readonly (readonly [string, string])[]): string {
  const left = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `  ${name.padEnd(left)}  ${wrap(text, left + 4)}`).join('\n');
}

const spelled = (name: string, { value }: Option) => `--${name}${value === undefined ? '' : ` ${value}`}`;

/** The usage line of a command. */
export function usageOf({ name, words, options }: Command): string {
  const shown = Object.entries(options).map(([option, row]) => {
    const typed = `${spelled(option, row)}${row.multiple ? ' …' : ''}`;
    return row.required ? typed : `[${typed}]`;
  });
  return ['npx demarche', name, ...words, ...shown].join(' ');
}

/** The help of one command. */
export function helpOf(command: Command): string {
  const { summary, about, options, examples } = command;
  const rows = Object.entries(options).map(([name, row]) => [spelled(name, row), row.description] as const);
  const parts = [
    wrap(summary, 0),
    `Usage: ${usageOf(command)}`,
    ...(about === undefined ? [] : [wrap(about, 0)]),
    `Options:\n${table([...rows, ['--help', 'Print this.']])}`,
    `Examples:\n${examples.map(([line, does]) => `  ${line}\n      ${does}`).join('\n')}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The help of the whole program. */
export function helpOfAll(commands: readonly Command[]): string {
  const parts = [
    'Demarche serves diplomatic events you can cite.',
    'Usage: npx demarche <command> [options]',
    `Commands:\n${table(commands.map(({ name, summary }) => [name, summary]))}`,
    `Options:\n${table([
      ['--help', 'Print this; after a command, its own help.'],
      ['--version', 'Print the version.'],
    ])}`,
    wrap('Settings are environment variables, such as PORT and DATABASE_URL; `npx demarche doctor` checks them.', 0),
    wrap('Results go to stdout, messages to stderr. Exit codes: 0 done, 1 failed, 2 usage error.', 0),
  ];
  return `${parts.join('\n\n')}\n`;
}
