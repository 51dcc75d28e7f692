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

/** Turns arguments into a URL query, so that they mean the same as there. */
function queryOf(words: readonly string[]): URLSearchParams {
  const query = new URLSearchParams();
  for (const word of words) {
    const at = word.indexOf('=');
    if (word.startsWith('?')) for (const [name, value] of new URLSearchParams(word)) query.append(name, value);
    else if (at > 0) query.append(word.slice(0, at), word.slice(at + 1));
    else throw new UsageError(`"${word}" is not a filter; write name=value, such as type=veto.`, 2);
  }
  return query;
}

function formatOf(invocation: Invocation, query: URLSearchParams): Format {
  const out = invocation.text('out') ?? '';
  const byName = extname(out).slice(1).toLowerCase();
  const requested = invocation.text('format') ?? query.get('format');
  if (
    requested === null &&
    byName !== '' &&
    !formatNames.includes(byName) &&
    !statSync(out, { throwIfNoEntry: false })
  ) {
    throw new UsageError(`"${out}" does not say which format to write; add --format: ${formatNames.join(', ')}.`, 2);
  }
  const name = invocation.text('format') ?? query.get('format') ?? (formatNames.includes(byName) ? byName : 'csv');
  const format = formatNamed(name);
  if (format !== undefined) return format;
  const question = didYouMean(name, formatNames, '--format ');
  throw new UsageError(`There is no format "${name}"${question} Formats: ${formatNames.join(', ')}.`, 2);
}

/** Turns the service's error response into a message for the command line. */
async function refusal(status: number, body: Readable): Promise<UsageError> {
  const { detail, errors } = JSON.parse((await body.setEncoding('utf8').toArray()).join('')) as {
    detail: string;
    errors: { accepted?: string[] }[];
  };
  const accepted = [...new Set(errors.flatMap((item) => item.accepted ?? []))];
  const list = accepted.length === 0 || accepted.length > longestList ? '' : ` Accepted: ${accepted.join(', ')}.`;
  return new UsageError(detail + list, status < 500 ? 2 : 1);
}

/** Wraps NDJSON lines in one list object, with the licences of what is loaded. */
async function* asJsonList(lines: Readable, meta: object): AsyncGenerator<string> {
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
 * Writes to a temporary file next to the target and renames it when complete; links are followed, and anything that is
 * not a regular file, such as a pipe, is written directly.
 */
async function writeFile(pieces: AsyncIterable<string | Buffer>, path: string): Promise<void> {
  const stats = statSync(path, { throwIfNoEntry: false });
  const whole = stats === undefined || stats.isFile();
  const target = stats?.isFile() ? realpathSync(path) : path;
  const partial = whole ? `${target}.${process.pid}.partial` : target;
  try {
    await pipeline(pieces, createWriteStream(partial));
    if (whole) await rename(partial, target);
  } catch (cause) {
    if (whole) await rm(partial, { force: true });
    const { code, syscall } = cause as NodeJS.ErrnoException;
    if (syscall === undefined) throw cause;
    throw new UsageError(
      `${path} cannot be written (${code}); ${code === 'ENOSPC' ? 'free some disk space' : 'check the path'}.`,
    );
  }
}

/** Runs a request in process, so that parameters, results and errors are those of the HTTP API. */
async function request(
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
    const reason = 'The export broke off and its output is not whole: a record cannot be read';
    throw new UsageError(`${reason}; \`npx demarche doctor\` checks them.`);
  } finally {
    await server.close();
  }
}

/** Rejects parameters for paging, since an export is always complete. */
function refusePageWords(query: URLSearchParams): void {
  const related = (query.get('include') ?? '').split(',').filter((name) => !['', 'native', 'ballots'].includes(name));
  const word = query.has('count') ? 'count' : query.has('cursor') ? 'cursor' : related.length > 0 ? 'include' : null;
  if (word === null) return;
  const takes = word === 'include' ? '; it takes native and ballots' : '';
  throw new UsageError(`\`${word}\` is for pages of the HTTP API; an export is always complete${takes}.`, 2);
}

function refuseUnknown(path: string): void {
  if (collections.has(path)) return;
  const known = [...collections.keys()];
  throw new UsageError(
    `There is no collection "${path}"${didYouMean(path, known)} Collections: ${known.join(', ')}.`,
    2,
  );
}

/** `demarche export`: writes a whole list of the HTTP API to stdout or a file. */
export async function exportCollection(invocation: Invocation): Promise<0 | 1> {
  const [path = '', ...words] = invocation.words;
  refuseUnknown(path);
  const query = queryOf(words);
  refusePageWords(query);
  const format = formatOf(invocation, query);
  // A format served in pages is built here from the stream of all records.
  query.set('format', format.streamed ? format.name : format.lines);
  return withReadyDatabase(async (database, config): Promise<0> => {
    const { revision, catalogue } = await readState(database);
    await request(database, config, `/v1/${path}?${query}`, async (body) => {
      const pieces = format.streamed ? body : asJsonList(body, { revision, datasets: catalogue });
      const out = invocation.text('out');
      if (out === undefined) await pipeline(pieces, process.stdout, { end: false });
      else {
        await writeFile(pieces, out);
        say(`Wrote ${out}.`);
      }
    });
    return 0;
  });
}
