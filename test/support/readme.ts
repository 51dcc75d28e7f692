import { readFileSync } from 'node:fs';

/** The text of `README.md`. */
export const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/** A table: its rows by the names of its columns, as written. */
export type Table = readonly Readonly<Record<string, string>>[];

/** One command of an example, with the answer that is shown. */
export interface Example {
  readonly command: string;
  readonly answer: string;
}

/** The text under a heading, up to the next of its level. */
export function section(title: string): string {
  const [, text] = readme.split(new RegExp(`^## ${title}$`, 'm'));
  if (text === undefined) throw new Error(`The README has no section "${title}".`);
  return text.split(/^## /m)[0] as string;
}

const cellsOf = (line: string): string[] =>
  line
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim());

/** The tables of a text, in order. */
export function tablesIn(text: string): Table[] {
  const blocks = text.match(/^\|.*\|\n\|[-|]+\|\n(?:\|.*\|\n)+/gm) ?? [];
  return blocks.map((block) => {
    const [names = '', , ...lines] = block.trim().split('\n');
    const columns = cellsOf(names).map((name) => name.replaceAll('`', ''));
    return lines.map((line) => Object.fromEntries(cellsOf(line).map((cell, at) => [columns[at], cell])));
  });
}

/** What stands in backticks. */
export const codesIn = (text: string): string[] =>
  [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`]+)`/g)].map(([, code]) => code as string);

/** The first thing in backticks of each row of a column. */
export const namesIn = (table: Table, column: string): string[] =>
  table.map((row) => codesIn(row[column] ?? '')[0] ?? '');

/** Every example of the README whose answer is shown, in order. */
export const examples: readonly Example[] = [...readme.matchAll(/^```console\n([\s\S]*?)^```/gm)].flatMap(([, block]) =>
  (block as string)
    .split(/^\$ /m)
    .slice(1)
    .map((session) => {
      const end = session.indexOf('\n');
      return { command: session.slice(0, end), answer: session.slice(end + 1) };
    }),
);

/** Cuts a command line as a shell does: quotes hold words together. */
export const wordsOf = (command: string): string[] =>
  [...command.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) => word.replace(/'([^']*)'|"([^"]*)"/g, '$1$2'));

/** The address that a `curl` command asks. */
export function urlOf(command: string): URL {
  const words = wordsOf(command);
  const address = words.find((word) => word.startsWith('http'));
  if (address === undefined) throw new Error(`no address in ${command}`);
  const url = new URL(address);
  for (const [at, word] of words.entries()) {
    if (word !== '-d' && word !== '--data-urlencode') continue;
    const [, name = '', value = ''] = /^([^=]+)=(.*)$/.exec(words[at + 1] ?? '') ?? [];
    url.searchParams.append(name, value);
  }
  return url;
}

const rest = '…';

/** Where an answer differs from the one shown, in which `…` stands for whatever is left out. */
export function differences(shown: unknown, given: unknown, path = 'answer'): string[] {
  if (shown === rest) return [];
  if (Array.isArray(shown) && Array.isArray(given)) {
    const open = shown.at(-1) === rest;
    const items = open ? shown.slice(0, -1) : shown;
    const fits = open ? given.length > items.length : given.length === items.length;
    if (!fits) return [`${path} has ${given.length} items`];
    return items.flatMap((item, at) => differences(item, given[at], `${path}[${at}]`));
  }
  if (isObject(shown) && isObject(given)) {
    const names = new Set([...Object.keys(shown), ...Object.keys(given)]);
    return [...names].flatMap((name) => differences(shown[name], given[name], `${path}.${name}`));
  }
  return Object.is(shown, given) ? [] : [`${path} is ${JSON.stringify(given)}`];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The pattern of a text that is shown with `…` where something is left out. */
export function patternOf(shown: string): RegExp {
  const parts = shown.split(rest).map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('[\\s\\S]*')}$`);
}
