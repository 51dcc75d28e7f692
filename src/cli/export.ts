import { createWriteStream, realpathSync, statSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { extname } from 'node:path';
import process from 'node:process';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Config } from '../config.ts';
import type { Database } from '../db/database.ts';
import { UsageError } from '../errors.ts';
import { type Format, formatNamed, formats } from '../formats/formats.ts';
import { collections } from '../store/query/collections.ts';
import { readState } from '../store/state.ts';
import { didYouMean } from './arguments.ts';
import type { Invocation } from './command.ts';
import { withReadyDatabase } from './connect.ts';
import { say } from './output.ts';

const formatNames: readonly string[] = formats.map(({ name }) => name);
const longestList = 60;

/** The words of the command line as the query of a URL, so that they mean what they mean there. */
function queryOf(words: readonly string[]): URLSearchParams {
  const query = new URLSearchParams();
  for (const word of words) {
    const at = word.indexOf('=');
    if (word.startsWith('?')) for (const [name, value] of new URLSearchParams(word)) query.append(name, value);
    else if (at > 0) query.append(word.slice(0, at), word.slice(at + 1));
    else throw new UsageError(`"${word}" is no filter; write name=value, such as type=veto.`, 2);
  }
  return query;
}

function formatOf(asked: Invocation, query: URLSearchParams): Format {
  const out = asked.text('out') ?? '';
  const byName = extname(out).slice(1).toLowerCase();
  const asks = asked.text('format') ?? query.get('format');
  if (asks === null && byName !== '' && !formatNames.includes(byName) && !statSync(out, { throwIfNoEntry: false })) {
    throw new UsageError(`"${out}" does not say which format to write; add --format: ${formatNames.join(', ')}.`, 2);
  }
  const name = asked.text('format') ?? query.get('format') ?? (formatNames.includes(byName) ? byName : 'csv');
  const format = formatNamed(name);
  if (format !== undefined) return format;
  const question = didYouMean(name, formatNames, '--format ');
  throw new UsageError(`There is no format "${name}"${question} Formats: ${formatNames.join(', ')}.`, 2);
}

/** What the service says of a query it refuses, as a person at a command line reads it. */
async function refusal(status: number, body: Readable): Promise<UsageError> {
  const { detail, errors } = JSON.parse((await body.setEncoding('utf8').toArray()).join('')) as {
    detail: string;
    errors: { accepted?: string[] }[];
  };
  const accepted = [...new Set(errors.flatMap((item) => item.accepted ?? []))];
  const list = accepted.length === 0 || accepted.length > longestList ? '' : ` Accepted: ${accepted.join(', ')}.`;
  return new UsageError(detail + list, status < 500 ? 2 : 1);
}

/** Lines of JSON as one object of the shape of a list, with the licences of what is loaded. */
async function* asOneObject(lines: Readable, meta: object): AsyncGenerator<string> {
  yield '{"data":[\n';
  let between = '';
  for await (const chunk of lines.setEncoding('utf8')) {
    const text: string = between + (chunk as string).replaceAll('\n', ',\n');
    between = text.endsWith(',\n') ? ',\n' : '';
    yield between === '' ? text : text.slice(0, -between.length);
  }
  yield `\n],"meta":${JSON.stringify(meta)}}\n`;
}

/**
 * Writes to a file beside the one asked for, which takes its place when all is written; a link is followed, and what is
 * no file, such as a pipe, is written to as it is.
 */
async function writeFile(pieces: AsyncIterable<string | Buffer>, path: string): Promise<void> {
  const there = statSync(path, { throwIfNoEntry: false });
  const whole = there === undefined || there.isFile();
  const target = there?.isFile() ? realpathSync(path) : path;
  const partial = whole ? `${target}.${process.pid}.partial` : target;
  try {
    await pipeline(pieces, createWriteStream(partial));
    if (whole) await rename(partial, target);
  } catch (cause) {
    if (whole) await rm(partial, { force: true });
    const { code, syscall } = cause as NodeJS.ErrnoException;
    if (syscall === undefined) throw cause;
    throw new UsageError(`${path} cannot be written (${code}); ${code === 'ENOSPC' ? 'make room' : 'check the path'}.`);
  }
}

/** Asks the service itself, without a network: whatever the HTTP API takes, gives and refuses is the same here. */
async function ask(
  database: Database,
  config: Config,
  url: string,
  use: (body: Readable) => Promise<void>,
): Promise<void> {
  const { pino } = await import('pino');
  const { buildApp } = await import('../app.ts');
  const level = config.logLevel === 'silent' ? 'silent' : 'error';
  const logger = pino({ level, base: null }, pino.destination({ dest: process.stderr.fd, sync: true }));
  const { server } = await buildApp({ config, database, logger });
  try {
    const answer = await server.inject({ url, payloadAsStream: true });
    if (answer.statusCode !== 200) throw await refusal(answer.statusCode, answer.stream());
    await use(answer.stream());
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'LIGHT_ECONNRESET') throw cause;
    const reason = 'The export broke off, what was written is not whole: a record cannot be read';
    throw new UsageError(`${reason}; \`npx demarche doctor\` checks them.`);
  } finally {
    await server.close();
  }
}

/** What belongs to a page has no place in an export, which is all of it. */
function refusePageWords(query: URLSearchParams): void {
  const related = (query.get('include') ?? '').split(',').filter((name) => !['', 'native', 'ballots'].includes(name));
  const word = query.has('count') ? 'count' : query.has('cursor') ? 'cursor' : related.length > 0 ? 'include' : null;
  if (word === null) return;
  const takes = word === 'include' ? '; it takes native and ballots' : '';
  throw new UsageError(`\`${word}\` is for pages of the HTTP API, an export is all there is${takes}.`, 2);
}

function refuseUnknown(path: string): void {
  if (collections.has(path)) return;
  const known = [...collections.keys()];
  throw new UsageError(
    `There is no collection "${path}"${didYouMean(path, known)} Collections: ${known.join(', ')}.`,
    2,
  );
}

/** `demarche export`: writes all that a list of the HTTP API would give, to stdout or a file. */
export async function exportCollection(asked: Invocation): Promise<0 | 1> {
  const [path = '', ...words] = asked.words;
  refuseUnknown(path);
  const query = queryOf(words);
  refusePageWords(query);
  const format = formatOf(asked, query);
  // A page is no export: what is served in pages is made of the stream of all records.
  query.set('format', format.streamed ? format.name : format.lines);
  return withReadyDatabase(async (database, config): Promise<0> => {
    const { revision, catalogue } = await readState(database);
    await ask(database, config, `/v1/${path}?${query}`, async (body) => {
      const pieces = format.streamed ? body : asOneObject(body, { revision, datasets: catalogue });
      const out = asked.text('out');
      if (out === undefined) await pipeline(pieces, process.stdout, { end: false });
      else {
        await writeFile(pieces, out);
        say(`Wrote ${out}.`);
      }
    });
    return 0;
  });
}
