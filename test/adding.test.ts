import { spawn } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { root } from './support/source-files.ts';

/**
 * Adds a noun, a filter and a format to a copy of the program and runs it there: what each of them takes is what is
 * written in `test/fixtures/adding`, and nothing else of `src` changes.
 */
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const copy = mkdtempSync(join(tmpdir(), 'demarche-adding-'));
const fixtures = join(root, 'test', 'fixtures', 'adding');
const env = {
  PATH: process.env.PATH ?? '',
  DATABASE_URL: `sqlite:${join(copy, 'adding.db')}`,
  PORT: '0',
  LOG_LEVEL: 'silent',
};

const inCopy = (path: string): string => join(copy, path);
const read = (path: string): string => readFileSync(inCopy(path), 'utf8');

/** Puts lines into a file of the copy before the one place where a text stands. */
function insertBefore(path: string, text: string, added: string): void {
  const parts = read(path).split(text);
  expect(parts, `${path} has this once: ${text}`).toHaveLength(2);
  writeFileSync(inCopy(path), parts.join(added + text));
}

/** Runs a command in the copy to its end; gives what it printed. */
async function run(...args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, args, { cwd: copy, env, timeout: 120_000 });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect({ code, stderr: code === 0 ? '' : stderr, args }).toEqual({ code: 0, stderr: '', args });
  return stdout + stderr;
}

const demarche = (...args: readonly string[]): Promise<string> => run('src/bin.js', ...args);

/** Has drizzle-kit write a migration; what it has no word for is added as it is by hand. */
async function generate(name: string, clustered: readonly string[] = [], more: readonly string[] = []): Promise<void> {
  await run('node_modules/drizzle-kit/bin.cjs', 'generate', '--name', name);
  const [path = ''] = globSync(`migrations/sqlite/*_${name}.sql`, { cwd: copy });
  const withoutRowid = (statement: string) =>
    clustered.some((table) => statement.includes(`CREATE TABLE \`${table}\``))
      ? statement.trimEnd().replace(/\);$/, ') WITHOUT ROWID;\n')
      : statement;
  const statements = read(path).split('--> statement-breakpoint\n').map(withoutRowid);
  writeFileSync(
    inCopy(path),
    [...statements.map((one) => `${one.trimEnd()}\n`), ...more].join('--> statement-breakpoint\n'),
  );
}

type Files = ReadonlyMap<string, string>;
const sources = (): Files =>
  new Map(globSync('src/**/*.*', { cwd: copy }).map((path) => [path.replaceAll('\\', '/'), read(path)]));

/** The files of `src` that are not as they were. */
const touched = (before: Files): string[] =>
  [...sources()].flatMap(([path, text]) => (before.get(path) === text ? [] : [path])).sort();

interface Page {
  readonly data: readonly { readonly id: string; readonly [name: string]: unknown }[];
  readonly page: { readonly next_url: string | null; readonly count: { readonly value: number } | null };
  readonly included: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface Served {
  /** The answer to a path, which must be 200. */
  text(path: string): Promise<string>;
  /** The ids of one page, in order. */
  ids(path: string): Promise<string[]>;
  page(path: string): Promise<Page>;
}

/** Serves the copy while something is asked of it. */
async function whileServing(ask: (served: Served) => Promise<void>): Promise<void> {
  const child = spawn(process.execPath, ['src/bin.js', 'serve'], { cwd: copy, env });
  try {
    const address = await new Promise<string>((resolve, reject) => {
      let words = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        words += text;
        const found = /Demarche is at (\S+)/.exec(words);
        if (found?.[1] !== undefined) resolve(found[1]);
      });
      child.on('close', () => reject(new Error(`It ended: ${words}`)));
    });
    const text = async (path: string): Promise<string> => {
      const answer = await fetch(new URL(path, address));
      const body = await answer.text();
      expect({ path, status: answer.status, problem: answer.ok ? '' : body }).toEqual({
        path,
        status: 200,
        problem: '',
      });
      return body;
    };
    const page = async (path: string) => JSON.parse(await text(path)) as Page;
    await ask({ text, page, ids: async (path) => (await page(path)).data.map(({ id }) => id) });
  } finally {
    child.kill('SIGTERM');
    await new Promise((resolve) => (child.exitCode === null ? child.on('close', resolve) : resolve(null)));
  }
}

beforeAll(() => {
  for (const path of ['src', 'migrations', 'seed', 'openapi', 'package.json', 'drizzle.config.ts', 'tsconfig.json']) {
    cpSync(join(root, path), inCopy(path), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), inCopy('node_modules'), 'junction');
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** Newest first, which is the order of its list. */
const newestFirst = ['new-start', 'chemical-weapons-convention', 'inf-treaty', 'salt-i', 'undated-accord'];

test('a noun is its model, its store, a line in each registry and its tables', async () => {
  const before = sources();
  cpSync(join(fixtures, 'model.txt'), inCopy('src/model/nouns/treaty.ts'));
  cpSync(join(fixtures, 'store.txt'), inCopy('src/store/nouns/treaty.ts'));
  cpSync(join(fixtures, 'treaties.yaml'), inCopy('seed/treaties.yaml'));
  insertBefore('src/model/nouns.ts', '  source: sourceModel,\n', '  treaty: treatyModel,\n');
  insertBefore(
    'src/model/nouns.ts',
    '\n/** Every kind of record that',
    "import { treatyModel } from './nouns/treaty.ts';\n",
  );
  insertBefore('src/store/nouns.ts', 'source, dataset };', 'treaty, ');
  insertBefore('src/store/nouns.ts', '\n/** How each', "import { treaty } from './nouns/treaty.ts';\n");
  insertBefore('src/db/tables.ts', '  sources: table(', readFileSync(join(fixtures, 'tables.txt'), 'utf8'));
  await generate(
    'treaties',
    ['treaty_parties'],
    ["CREATE VIRTUAL TABLE treaty_search USING fts5(words, content='', contentless_delete=1, tokenize='ascii');\n"],
  );
  expect(touched(before)).toEqual([
    'src/db/tables.ts',
    'src/model/nouns.ts',
    'src/model/nouns/treaty.ts',
    'src/store/nouns.ts',
    'src/store/nouns/treaty.ts',
  ]);
  await demarche('migrate');
  expect(await demarche('seed')).toMatch(/records read, \d+ saved, 0 unchanged/);
  expect(await demarche('seed')).toContain('no record changed');
  expect(await demarche('openapi', '--write', 'openapi/openapi.json')).toContain('Wrote');
});

test('its list is filtered, paged, written as tables and searched like any other', async () => {
  await whileServing(async ({ text, page, ids }) => {
    expect(await ids('/v1/treaties')).toEqual(newestFirst);
    expect(await ids('/v1/treaties?sort=date')).toEqual([...newestFirst].reverse());
    expect(JSON.parse(await text('/v1/treaties/salt-i'))).toMatchObject({
      id: 'salt-i',
      status: 'expired',
      date: '1972',
    });
    expect(await ids('/v1/treaties?status=in_force')).toEqual(['new-start', 'chemical-weapons-convention']);
    expect(await ids('/v1/treaties?status__not=in_force')).toEqual(['inf-treaty', 'salt-i', 'undated-accord']);
    expect(await ids('/v1/treaties?party=Syria')).toEqual(['chemical-weapons-convention']);
    expect(await ids('/v1/treaties?party=the+Kremlin&status=in_force')).toEqual([
      'new-start',
      'chemical-weapons-convention',
    ]);
    expect(await ids('/v1/treaties?q=chemical')).toEqual(['chemical-weapons-convention']);
    expect(await ids('/v1/treaties?datetime=1972-05/1990')).toEqual(['inf-treaty', 'salt-i']);
    expect(await ids('/v1/treaties?source=trump-us-russia-relations-2017-04-15')).toEqual([
      'chemical-weapons-convention',
    ]);
    expect(await ids('/v1/treaties?sort=relevance&q=treaty')).toEqual(['new-start', 'inf-treaty']);
    const first = await page('/v1/treaties?limit=3&count=exact&include=actors,sources');
    const second = await page(first.page.next_url ?? '');
    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(newestFirst);
    expect([first.page.count?.value, second.page.next_url]).toEqual([5, null]);
    expect(Object.keys(first.included.actors ?? {})).toEqual(['rus', 'syr', 'usa']);
    expect(Object.keys(first.included.sources ?? {})).toEqual(['trump-us-russia-relations-2017-04-15']);
    const csv = await text('/v1/treaties?format=csv&fields=title,party_ids,date_earliest');
    expect(csv.split('\r\n').slice(0, 2)).toEqual([
      'id,title,party_ids,date_earliest',
      'new-start,New START treaty,rus;usa,2010-04-08',
    ]);
    const lines = (await text('/v1/treaties?format=ndjson')).trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(newestFirst);
    const hits = (JSON.parse(await text('/v1/search?q=chemical&noun=treaty')) as { data: unknown[] }).data;
    expect(hits).toMatchObject([{ noun: 'treaty', id: 'chemical-weapons-convention', rank: 1 }]);
    const [dataset] = (await page('/v1/datasets?id=curated')).data;
    expect(dataset).toMatchObject({ records: { treaties: 5 } });
    expect(JSON.parse(await text('/'))).toMatchObject({
      links: expect.arrayContaining([{ href: '/v1/treaties', title: 'Treaties' }]),
    });
  });
  expect(await demarche('export', 'treaties', 'status=expired', 'fields=title')).toBe(
    'id,title\r\ninf-treaty,Intermediate-Range Nuclear Forces Treaty\r\nsalt-i,Strategic Arms Limitation Talks I\r\n',
  );
});

interface Document {
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<
    Record<string, { get: { tags: string[]; parameters: { name?: string; $ref?: string }[]; responses: object } }>
  >;
  readonly components: {
    readonly schemas: Readonly<Record<string, unknown>>;
    readonly parameters: Readonly<Record<string, { readonly name: string }>>;
  };
}

test('the document that is made has it with all its parameters and forms', () => {
  const { paths, tags, components } = JSON.parse(read('openapi/openapi.json')) as Document;
  const list = paths['/v1/treaties']!.get;
  const names = list.parameters.map(
    ({ name, $ref }) => name ?? components.parameters[$ref?.split('/').at(-1) ?? '']?.name,
  );
  const lists = ['id', 'status', 'party', 'dataset', 'source'];
  const filters = [
    ...lists,
    ...lists.map((name) => `${name}__not`),
    'datetime',
    'q',
    'updated_since',
    'revision_after',
  ];
  const headers = ['If-None-Match', 'X-Request-Id'];
  const others = [...headers, 'sort', 'limit', 'cursor', 'count', 'include', 'fields', 'format', 'csv'];
  expect(names.sort()).toEqual([...filters, ...others].sort());
  expect(list).toMatchObject({
    tags: ['treaties'],
    responses: { 200: { content: { 'application/json': {}, 'text/csv': {}, 'application/x-ndjson': {} } } },
  });
  expect(tags.map(({ name }) => name)).toContain('treaties');
  expect(paths['/v1/treaties/{id}']).toBeDefined();
  expect(Object.keys(components.schemas)).toEqual(expect.arrayContaining(['Treaty', 'TreatyList', 'TreatyFields']));
});

/** Every line of `doctor` that is about the data; how much room the disk has is the machine's own affair. */
async function expectSound(): Promise<void> {
  const lines = (await demarche('doctor')).trim().split('\n');
  const others = lines.filter((line) => !line.startsWith('ok ') && !/^\w+ +disk/.test(line));
  expect(others).toEqual([]);
}

test('doctor and reindex know it', async () => {
  await expectSound();
  expect(await demarche('reindex')).toContain('were reindexed');
  await expectSound();
});

test('a filter on a new field is a row in the model, one in the store and its column, then a migration and reindex', async () => {
  const before = sources();
  insertBefore(
    'src/model/nouns/treaty.ts',
    '  dataset,\n',
    "  depositary: itemList('id', { description: 'Who keeps the original.', example: 'United Nations' }),\n",
  );
  insertBefore('src/model/nouns/treaty.ts', 'codeList } from', 'itemList, ');
  insertBefore('src/store/nouns/treaty.ts', '  datetime:', "  depositary: column('treaties', 'depositary'),\n");
  insertBefore('src/store/nouns/treaty.ts', '    status: ({', '    depositary: (record) => record.depositary,\n');
  insertBefore(
    'src/db/tables.ts',
    'status: text },\n    { ...identified, indexes: { treaties',
    'depositary: optional.text, ',
  );
  await generate('depositaries');
  expect(touched(before)).toEqual(['src/db/tables.ts', 'src/model/nouns/treaty.ts', 'src/store/nouns/treaty.ts']);
  await demarche('migrate');
  const asked = ['export', 'treaties', 'depositary=United Nations', 'fields=id'];
  expect(await demarche(...asked)).toBe('id\r\n');
  await demarche('reindex');
  expect(await demarche(...asked)).toBe('id\r\nchemical-weapons-convention\r\n');
  await expectSound();
});

test('a format is one row', async () => {
  const before = sources();
  insertBefore(
    'src/formats/formats.ts',
    "  {\n    name: 'geojson',",
    readFileSync(join(fixtures, 'format.txt'), 'utf8'),
  );
  expect(touched(before)).toEqual(['src/formats/formats.ts']);
  const table = 'id\ttitle\tparty_ids\nnew-start\tNew START treaty\trus;usa\n';
  await whileServing(async ({ text }) => {
    expect(await text('/v1/treaties?format=tsv&id=new-start&fields=title,party_ids')).toBe(table);
    expect(await text('/v1/events?format=tsv&limit=1')).toMatch(/^id\t/);
  });
  const file = inCopy('treaties.tsv');
  await demarche('export', 'treaties', 'id=new-start', 'fields=title,party_ids', '--out', file);
  expect(readFileSync(file, 'utf8')).toBe(table);
  expect(await demarche('openapi')).toContain('"text/tab-separated-values"');
});
