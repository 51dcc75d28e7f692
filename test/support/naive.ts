/** Dates, names, words and belonging, read a second time by the plainest means; it shares no code with the store. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

// biome-ignore lint/suspicious/noExplicitAny: the seed as it stands in its files, without a schema
export type Raw = Record<string, any>;

/** The values of a query, as written. */
export type Query = Readonly<Record<string, string>>;

const read = (name: string): Raw[] => parse(readFileSync(new URL(`../../seed/${name}.yaml`, import.meta.url), 'utf8'));

/** Every record of the seed. */
export const seed = {
  events: read('events'),
  statements: read('statements'),
  claims: read('claims'),
  actors: read('actors'),
  sources: read('sources'),
};

const pad = (value: number) => String(value).padStart(2, '0');

function firstDay(text: string): string {
  const [year, month = '01', day = '01'] = text.split('-');
  return `${year}-${month}-${day}`;
}

function lastDay(text: string): string {
  const [year = '', month = '12', day] = text.split('-');
  const end = new Date(0);
  end.setUTCFullYear(Number(year), Number(month), 0);
  return `${year}-${month}-${day ?? pad(end.getUTCDate())}`;
}

/** The days a date covers, as text; an open end is before or after all others. */
export function daysOf(date: string | null | undefined): readonly [string, string] | null {
  if (date == null) return null;
  const [start = '', end = start] = date.split('/').map((part) => part.replace(/[~?%]$/, ''));
  return [start === '..' ? '0' : firstDay(start), end === '..' ? '~' : lastDay(end)];
}

/** Whether a date shares a day with a range. */
export const overlaps = (date: string | null, [from, to]: readonly [string, string]) => {
  const days = daysOf(date);
  return days !== null && days[0] <= to && days[1] >= from;
};
/** Whether no day of a date is outside a range. */
export const isWithin = (date: string | null, [from, to]: readonly [string, string]) => {
  const days = daysOf(date);
  return days !== null && days[0] >= from && days[1] <= to;
};
/** The days of `datetime`. */
export const rangeOf = (text: string) => daysOf(text.replace(/T[^/]*/g, '')) as readonly [string, string];

/** The folded words of a text in Latin letters. */
export const fold = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);

/** The id of the actor that a query names. */
export function actorId(named: string): string {
  const { actors } = seed;
  const text = named.toLowerCase();
  const has = (scheme: string) =>
    actors.find(({ codes = [] }) => codes.some((row: Raw) => row.scheme === scheme && row.code.toLowerCase() === text));
  const found =
    actors.find(({ id }) => id === text) ??
    has('iso3') ??
    has('cameo') ??
    actors.find(({ name, names = [] }) =>
      [name, ...names.map((other: Raw) => other.name)].some((one) => fold(one).join() === fold(named).join()),
    );
  if (found === undefined) throw new Error(`no actor ${named}`);
  return found.id;
}

/** The actor and all it belongs to at some time within the days. */
export function belongsTo(id: string, days: readonly [string, string] | null, found = new Set<string>()): Set<string> {
  found.add(id);
  for (const { actor_id, from, until } of seed.actors.find((actor) => actor.id === id)?.affiliations ?? []) {
    const begin = daysOf(from)?.[0] ?? '0';
    const end = daysOf(until)?.[1] ?? '~';
    if ((days === null || (begin <= days[1] && end >= days[0])) && !found.has(actor_id))
      belongsTo(actor_id, days, found);
  }
  return found;
}

const sides: Readonly<Record<string, string>> = {
  ...{ asserts: 'for', acknowledges: 'for', corroborates: 'for' },
  ...{ denies: 'against', disputes: 'against', doubts: 'against' },
};

/** Whether some actor stands for a claim and another against it, each by its latest position. */
export function isContested({ positions }: Raw): boolean {
  const latest = new Map<string | null, { day: string; side: string | undefined }>();
  for (const { actor_id, position, date } of positions as Raw[]) {
    const [start, end] = daysOf(date) ?? ['', ''];
    const day = start === '0' ? end : start;
    if (day >= (latest.get(actor_id)?.day ?? '')) latest.set(actor_id, { day, side: sides[position] });
  }
  const taken = [...latest.values()].map(({ side }) => side);
  return taken.includes('for') && taken.includes('against');
}

/** Whether a text query finds a record by some of its texts. */
export function matches(texts: readonly unknown[], q: string): boolean {
  const words = ` ${fold(texts.filter(Boolean).join(' \n ')).join(' ')} `;
  return [...q.matchAll(/(-?)(?:"([^"]*)"|(\S+))/g)].every(([, minus, phrase, word = '']) => {
    const prefix = word.endsWith('*');
    const found = words.includes(` ${fold(phrase ?? word).join(' ')}${prefix ? '' : ' '}`);
    return minus === '-' ? !found : found;
  });
}
