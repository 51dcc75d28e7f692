import { execFileSync } from 'node:child_process';
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { formats } from '../src/formats/formats.ts';
import { models } from '../src/model/nouns.ts';
import {
  exportsByDefault,
  exportsOf,
  functionsOf,
  importsOf,
  isBarrel,
  linesOf,
  nameOf,
  root,
  type SourceFile,
  sourceFiles,
  textsOf,
} from './support/source-files.ts';

/** Code tables do not count; the aim is 17,500. */
const most_lines = 20_200;
/** Files that name one noun, in code, texts or comments. */
const most_naming = 15;
/** Files with a function that is called while a list is asked for again, and while the curated dataset is loaded. */
const most_run = { request: 26, seed: 57 };
const longest_file = 220;
const longest_function = 45;

/** What may be longer, each with the reason: tables of data, which nobody reads from top to bottom. */
const longTables: Readonly<Record<string, string>> = {
  'src/model/codes/cameo-table.ts': 'the CAMEO codes, one a line',
  'src/model/codes/cameo-actors.ts': 'the parts of CAMEO actor codes, one a line',
  'src/model/codes/countries-table.ts': 'the countries, one a line',
  'src/model/codes/event-types.ts': 'the event types, and the ways to CAMEO and back',
  'src/model/codes/lists.ts': 'every small code list',
  'src/db/tables.ts': 'every table, a few columns a line',
  'src/api/routes/aggregates.ts: aggregateRoutes': 'the aggregates, a row each',
  'src/api/routes/health.ts: healthRoutes': 'what operators ask, a row each',
};

/** Which room a file stands in: its folder under `src`, one of two in `api`, an engine's own, or the file at the doors. */
function roomOf(path: string): string {
  const [, first = '', second = '', third] = path.split('/');
  if (second === '') return first;
  if (first === 'api' && third !== undefined) return `api/${second}`;
  return first === 'db' && third !== undefined ? 'db/<engine>' : first;
}

/** What each room may import: rooms, single files, packages (`pkg:`, `*` for any) and what Node brings (`node`). */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  model: ['model', 'pkg:zod', 'pkg:fastest-levenshtein'],
  formats: ['formats', 'model', 'pkg:zod', 'pkg:hyparquet-writer'],
  'errors.ts': [],
  'config.ts': ['errors.ts', 'node'],
  // A module that runs in a child has a database there; a serving process has all that the server is.
  workers: [
    ...['workers', 'src/db/database.ts', 'src/db/open.ts', 'errors.ts', 'config.ts', 'server.ts'],
    ...['pkg:prom-client', 'node'],
  ],
  db: [...['db', 'model', 'errors.ts', 'src/db/sqlite/database.ts', 'pkg:drizzle-orm', 'node']],
  'db/<engine>': [
    ...['db/<engine>', 'db', 'src/workers/process-queue.ts', 'src/workers/child.ts'],
    ...['model', 'errors.ts', 'pkg:*', 'node'],
  ],
  store: [
    'store',
    ...['src/db/database.ts', 'src/db/names.ts', 'src/db/sql.ts', 'src/db/tables.ts'],
    ...['model', 'errors.ts', 'pkg:lru-cache', 'pkg:fastest-levenshtein'],
  ],
  // Rejected rows are CSV as all CSV of ours is; packages that read are of no other room's concern.
  import: [
    ...['import', 'store', 'model', 'src/db/database.ts', 'src/formats/csv.ts', 'errors.ts'],
    ...['pkg:zod', 'pkg:yaml', 'pkg:yauzl', 'node'],
  ],
  // What speaks HTTP knows of no data: neither store nor formats.
  'api/http': [
    ...['api/http', 'src/api/service.ts', 'src/api/metrics.ts', 'src/model/nearest.ts', 'src/model/parameter.ts'],
    ...['errors.ts', 'pkg:*', 'node'],
  ],
  api: [
    'api',
    'api/http',
    'store',
    'formats',
    'model',
    'errors.ts',
    'config.ts',
    'src/db/database.ts',
    'src/workers/module-queue.ts',
    'pkg:*',
    'node',
  ],
  'api/routes': [
    ...['api/routes', 'api', 'api/http', 'store', 'formats', 'model', 'errors.ts', 'src/db/database.ts'],
    ...['pkg:*', 'node'],
  ],
  // The state of the data is read in one place for all requests, which the app makes.
  'app.ts': [
    ...['api', 'api/http', 'api/routes', 'src/store/query/collections.ts', 'src/store/state.ts'],
    ...['config.ts', 'errors.ts', 'src/db/database.ts', 'pkg:*', 'node'],
  ],
  // A tool with a server of its own on the curated dataset; what serves never loads it.
  openapi: [
    ...['openapi', 'app.ts', 'api', 'api/http', 'formats', 'model', 'db', 'config.ts', 'errors.ts'],
    ...['src/import/datasets/curated.ts', 'src/import/load.ts', 'pkg:*', 'node'],
  ],
  'server.ts': ['app.ts', 'src/api/metrics.ts', 'config.ts', 'errors.ts', 'src/db/database.ts', 'pkg:pino', 'node'],
  cli: [
    ...['cli', 'import', 'store', 'formats', 'model', 'db', 'src/openapi/generate.ts', 'src/api/manifest.ts'],
    ...['src/workers/serving-processes.ts', 'server.ts', 'app.ts', 'config.ts', 'errors.ts', 'pkg:*', 'node'],
  ],
  'cli.ts': ['cli', 'node'],
  'bin.js': ['src/cli.ts', 'node'],
};

/** Packages that know an engine; of drizzle only the neutral `sql`, which the schema has its defaults by. */
const drivers = /^(better-sqlite3|pg|postgres|@electric-sql\/pglite|drizzle-orm\/(?!sql$).*)$/;
const packageOf = (name: string) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0];

/** Whether a room may import this. */
function isAllowed(room: string, name: string, path: string | null): boolean {
  const allowed = mayImport[room] ?? [];
  if (path !== null) return allowed.includes(roomOf(path)) || allowed.includes(path);
  if (name.startsWith('node:')) return allowed.includes('node');
  return allowed.includes('pkg:*') || allowed.includes(`pkg:${packageOf(name)}`);
}

/** Every fault of every file that a rule finds, as `path: fault`. */
const faultsOf = (rule: (file: SourceFile) => readonly string[]): string[] =>
  sourceFiles.flatMap((file) => rule(file).map((fault) => `${file.path}: ${fault}`));

test('every room has its rule and imports only what it may', () => {
  expect(sourceFiles.filter(({ path }) => mayImport[roomOf(path)] === undefined).map(({ path }) => path)).toEqual([]);
  const faults = faultsOf((file) =>
    importsOf(file)
      .filter(({ name, path }) => !isAllowed(roomOf(file.path), name, path))
      .map(({ name }) => name),
  );
  expect(faults).toEqual([]);
});

/** Every file that is reached from one by imports, without those that are loaded while it runs. */
function reachedFrom(path: string, follow: (one: ReturnType<typeof importsOf>[number]) => boolean): Set<string> {
  const byPath = new Map(sourceFiles.map((file) => [file.path, file]));
  const reached = new Set<string>();
  const waiting = [path];
  for (const at of waiting) {
    const file = byPath.get(at);
    const next = file === undefined ? [] : importsOf(file).flatMap((one) => (follow(one) && one.path ? one.path : []));
    for (const one of next) if (!reached.has(one) && reached.add(one)) waiting.push(one);
  }
  return reached;
}

test('what serves loads no tool code', () => {
  for (const door of ['src/server.ts', 'src/workers/serving-process.ts', 'src/api/export-work.ts']) {
    const reached = [...reachedFrom(door, ({ typeOnly, loaded }) => !typeOnly && !loaded)];
    expect(reached.length, door).toBeGreaterThan(10);
    expect(reached.filter((path) => path.startsWith('src/openapi/'))).toEqual([]);
  }
});

test('nothing imports itself by way of others, types included', () => {
  const inCircles = sourceFiles.filter(({ path }) => reachedFrom(path, ({ loaded }) => !loaded).has(path));
  expect(inCircles.map(({ path }) => path)).toEqual([]);
});

test('only an engine imports a driver; the kit of columns has its types', () => {
  const faults = faultsOf((file) => {
    const free = ({ typeOnly }: { typeOnly: boolean }) => file.path === 'src/db/kit.ts' && typeOnly;
    if (roomOf(file.path) === 'db/<engine>') return [];
    return importsOf(file).flatMap((one) => (drivers.test(one.name) && !free(one) ? one.name : []));
  });
  expect(faults).toEqual([]);
});

test('words that only one engine understands stand in its folder', () => {
  const sqlite = [
    'rowid',
    'pragma',
    'fts5',
    'bm25',
    'strftime',
    'julianday',
    'json_each',
    'json_extract',
    'sqlite_\\w+',
  ];
  const postgres = ['ilike', 'jsonb\\w*', 'tsvector', 'tsquery', 'to_tsvector', 'generate_series', 'array_agg'];
  const dialect = new RegExp(`\\b(${[...sqlite, ...postgres].join('|')})\\b`, 'gi');
  const faults = faultsOf((file) => {
    if (!['store', 'import', 'api'].includes(roomOf(file.path))) return [];
    return [...new Set(textsOf(file).flatMap((text) => text.match(dialect) ?? []))];
  });
  expect(faults).toEqual([]);
});

test('a format is named in one file, so that adding one is adding its row', () => {
  const names = formats.map(({ name }) => name).filter((name) => name !== 'json' && name !== 'csv');
  expect(names.length).toBeGreaterThan(2);
  const quoted = new Set(names.map((name) => `'${name}'`));
  const naming = sourceFiles.filter((file) => textsOf(file).some((text) => quoted.has(text)));
  expect(naming.map(({ path }) => path)).toEqual(['src/formats/formats.ts']);
});

test('one file reads the environment', () => {
  const isEnvironment = (node: ts.Node) => ts.isPropertyAccessExpression(node) && node.getText() === 'process.env';
  const readers = sourceFiles.filter(({ nodes }) => nodes.some(isEnvironment)).map(({ path }) => path);
  expect(readers).toEqual(['src/config.ts']);
});

test('nothing is exported by default, and no file only passes on what others export', () => {
  expect(sourceFiles.filter(exportsByDefault).map(({ path }) => path)).toEqual([]);
  expect(sourceFiles.filter(isBarrel).map(({ path }) => path)).toEqual([]);
});

test('no name is that of a drawer for anything', () => {
  const drawer = /(^|[/-])(utils?|helpers?|services|managers?|common|misc)[-./]|\/index\./;
  expect(sourceFiles.map(({ path }) => path).filter((path) => drawer.test(path))).toEqual([]);
});

test('every export has a docstring; a schema and its type share one', () => {
  const faults = faultsOf((file) => {
    const all = exportsOf(file);
    const told = new Set(all.filter((one) => one.told).flatMap(({ names }) => names));
    return all.flatMap(({ names }) => names.filter((name) => !told.has(name)));
  });
  expect(faults).toEqual([]);
});

test('a noun is named in few files', () => {
  const naming = sourceFiles.filter(({ text }) => /\b([Cc]laims?)\b/.test(text)).map(({ path }) => path);
  expect(naming.length, naming.join('\n')).toBeLessThanOrEqual(most_naming);
});

test('the program does not grow by itself', () => {
  const counted = sourceFiles.filter(({ path }) => !path.startsWith('src/model/codes/'));
  const lines = counted.reduce((sum, { text }) => sum + text.trimEnd().split('\n').length, 0);
  expect(lines).toBeLessThanOrEqual(most_lines);
});

test('little of the program runs for a request, and for the load of a small dataset', () => {
  const program = join(root, 'test', 'support', 'files-run.ts');
  const run = JSON.parse(execFileSync(process.execPath, [program], { encoding: 'utf8' })) as Record<string, string[]>;
  const { request = [], seed = [] } = run;
  expect(request.length, request.join('\n')).toBeGreaterThan(10);
  expect(request.length, request.join('\n')).toBeLessThanOrEqual(most_run.request);
  expect(seed.length, seed.join('\n')).toBeLessThanOrEqual(most_run.seed);
}, 60_000);

test('files and functions are short', () => {
  const files = sourceFiles
    .filter(({ text }) => text.trimEnd().split('\n').length > longest_file)
    .map(({ path }) => path);
  const functions = faultsOf((file) =>
    functionsOf(file).flatMap((node) => (linesOf(node) > longest_function ? nameOf(node) : [])),
  );
  const allowed = new Set(Object.keys(longTables));
  const inTables = (fault: string) => Object.keys(longTables).some((path) => fault.startsWith(`${path}:`));
  expect([...files, ...functions].filter((fault) => !allowed.has(fault) && !inTables(fault))).toEqual([]);
});

/** The parts of a zod definition that lead to other schemas. */
interface Definition {
  readonly innerType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly in?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly shape?: Readonly<Record<string, z.ZodType>>;
}

/** Paths of fields that do not say what they mean, neither themselves nor what they wrap. */
function silentFields(schema: z.ZodType, path: string, described: boolean): string[] {
  const { innerType, element, in: input, options = [], shape = {} } = schema.def as Definition;
  const told = described || schema.description !== undefined;
  const inner = innerType ?? input;
  if (inner !== undefined) return silentFields(inner, path, told);
  return [
    ...(told ? [] : [path]),
    ...Object.entries(shape).flatMap(([name, member]) => silentFields(member, `${path}.${name}`, false)),
    ...options.flatMap((option) => silentFields(option, path, true)),
    ...(element === undefined ? [] : silentFields(element, `${path}[]`, true)),
  ];
}

test('every field of every record says what it means', () => {
  const silent = Object.entries(models).flatMap(([noun, { record }]) => silentFields(record, noun, true));
  expect([...new Set(silent)]).toEqual([]);
});

test('migrations are in order and complete', () => {
  const engines = globSync('migrations/*', { cwd: root });
  expect(engines).toContain(join('migrations', 'sqlite'));
  for (const folder of engines.map((path) => join(root, path))) {
    const read = (path: string): unknown => JSON.parse(readFileSync(join(folder, 'meta', path), 'utf8'));
    const { entries } = read('_journal.json') as { entries: { idx: number; when: number; tag: string }[] };
    const tags = entries.map(({ tag }) => tag);
    const times = entries.map(({ when }) => when);
    const numbers = entries.map((_, at) => at);
    expect(entries.map(({ idx }) => idx)).toEqual(numbers);
    expect(tags.map((tag) => Number(tag.slice(0, 4)))).toEqual(numbers);
    expect(times, 'drizzle skips a migration that is older than one it has applied').toEqual(
      [...new Set(times)].sort((a, b) => a - b),
    );
    expect(globSync('*.sql', { cwd: folder }).sort()).toEqual(tags.map((tag) => `${tag}.sql`));
    const snapshots = tags.map((tag) => read(`${tag.slice(0, 4)}_snapshot.json`) as { id: string; prevId: string });
    expect(snapshots.slice(1).map(({ prevId }) => prevId)).toEqual(snapshots.slice(0, -1).map(({ id }) => id));
  }
});

test('the top of the project is what it was', () => {
  const ignored = ['node_modules', 'data', 'coverage'];
  const found = readdirSync(root).filter((name) => !/^\.|\.log$/.test(name) && !ignored.includes(name));
  const configs = [
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'drizzle.config.ts',
    'vitest.config.ts',
    'biome.json',
  ];
  const folders = ['src', 'migrations', 'seed', 'test', 'openapi'];
  expect(found.sort()).toEqual([...configs, ...folders, 'README.md', 'LICENSE'].sort());
});
