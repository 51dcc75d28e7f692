import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../src/cli/commands.ts';
import { settings } from '../src/config.ts';
import { errorTable } from '../src/errors.ts';
import { formats } from '../src/formats/formats.ts';
import { byNoun } from '../src/import/dataset-contents.ts';
import { readCurated } from '../src/import/datasets/curated.ts';
import { publicImporters } from '../src/import/datasets.ts';
import { anchorsOf } from '../src/import/verify.ts';
import { eventTypeNames } from '../src/model/codes/event-types.ts';
import { codeSchemesServed } from '../src/model/codes/schemes.ts';
import { typedCollections } from '../src/model/details.ts';
import { models, type Noun, schemaOf } from '../src/model/nouns.ts';
import { type DescribedRoute, watchRoutes } from '../src/openapi/routes.ts';
import { collections } from '../src/store/query/collections.ts';
import { run } from './cli/program.ts';
import { openApp, type TestApp } from './support/app.ts';
import {
  codesIn,
  differences,
  examples,
  namesIn,
  patternOf,
  readme,
  section,
  type Table,
  tablesIn,
  urlOf,
  wordsOf,
} from './support/readme.ts';
import { root } from './support/source-files.ts';

let app: TestApp;
let endpoints: readonly DescribedRoute[];

beforeAll(async () => {
  let routes: ReturnType<typeof watchRoutes> = () => [];
  app = await openApp({
    beforeRoutes: (server) => {
      routes = watchRoutes(server);
    },
  });
  endpoints = routes();
});
afterAll(() => app.close());

/** The only table, or one of the tables, of a section. */
function table(title: string, at = 0): Table {
  const found = tablesIn(section(title))[at];
  if (found === undefined) throw new Error(`The section "${title}" has no table ${at}.`);
  return found;
}

const sorted = (names: Iterable<string>) => [...new Set(names)].sort();
const typed = new Map(typedCollections.map((row) => [`/v1/${row.path}`, row]));

describe('what the README lists is what there is', () => {
  test('settings with their defaults', () => {
    const told = table('Settings').map((row) => [codesIn(row.variable ?? '')[0], codesIn(row.default ?? '')[0] ?? '']);
    expect(told).toEqual(Object.values(settings).map(({ name, fallback }) => [name, fallback]));
  });

  test('endpoints', () => {
    const told = [...namesIn(table('Endpoints'), 'endpoint'), ...namesIn(table('Endpoints', 1), 'endpoint')];
    expect(sorted(told)).toEqual(sorted(endpoints.map(({ path }) => path.replace(/:(\w+)/, '{$1}'))));
    expect(new Set(told).size).toBe(told.length);
  });

  test('typed collections with their filters and details', () => {
    const told = table('Endpoints', 1).map((row) => ({
      path: codesIn(row.endpoint ?? '')[0],
      type: codesIn(row.type ?? '')[0],
      filters: codesIn(row['own filters'] ?? ''),
      details: codesIn(row.details ?? ''),
    }));
    const all = [...typed].map(([path, { type, filters, details }]) => ({
      path,
      type,
      filters: Object.keys(filters),
      details: Object.keys(details.shape),
    }));
    expect(told).toEqual(all);
  });

  test.each(['events', 'actors', 'statements', 'claims', 'sources', 'datasets'])('filters on %s', (path) => {
    const told = table('Filters').filter((row) => row.on?.split(', ').includes(path));
    const query = endpoints.find((endpoint) => endpoint.path === `/v1/${path}`)?.query.shape ?? {};
    const filters = Object.keys(collections.get(path)?.filters ?? {})
      .filter((name) => name in query)
      .filter((name) => !name.endsWith('__not'));
    expect(sorted(namesIn(told, 'filter'))).toEqual(sorted(filters));
    const complemented = told.filter((row) => !row.filter?.includes('✻'));
    expect(sorted(namesIn(complemented, 'filter'))).toEqual(sorted(filters.filter((name) => `${name}__not` in query)));
  });

  test('parameters of every endpoint', () => {
    const own = typedCollections.flatMap(({ filters }) => Object.keys(filters));
    const told = [...namesIn(table('Filters'), 'filter'), ...namesIn(table('Filters', 1), 'parameter'), ...own];
    const all = endpoints.flatMap(({ query }) => Object.keys(query.shape)).filter((name) => !name.endsWith('__not'));
    expect(sorted(told)).toEqual(sorted(all));
  });

  test('error codes with their status', () => {
    const told = table('Refusals').map((row) => [codesIn(row.code ?? '')[0], Number(row.status)]);
    expect(told).toEqual(Object.entries(errorTable).map(([code, { status }]) => [code, status]));
  });

  test('formats with their media types', () => {
    const told = table('Formats').map((row) => [codesIn(row.format ?? '')[0], codesIn(row['media type'] ?? '')[0]]);
    expect(told).toEqual(formats.map(({ name, media_type }) => [name, media_type]));
  });

  test('datasets that can be imported', () => {
    const told = namesIn(table('Importing public datasets'), 'dataset');
    expect(told).toEqual(publicImporters.map(({ manifest }) => manifest.dataset.id));
  });

  test('commands with their options', () => {
    const told = table('Command line').map((row) => ({
      name: codesIn(row.command ?? '')[0],
      options: codesIn(row.does ?? '')
        .filter((code) => code.startsWith('--'))
        .sort(),
    }));
    const all = commands.map(({ name, options }) => ({
      name,
      options: Object.keys(options)
        .map((option) => `--${option}`)
        .sort(),
    }));
    expect(told).toEqual(all);
  });

  test('event types and code lists', () => {
    const listed = (start: string) => codesIn(section('Words').split(start)[1]?.split('\n')[0]?.split('. ')[0] ?? '');
    expect(listed('Event types:')).toEqual(eventTypeNames);
    const schemes = codeSchemesServed.map(({ scheme }) => scheme);
    expect(listed('Code lists, each at `/v1/codes/` and its name:')).toEqual([...schemes, 'errors']);
  });

  test('fields of every record', () => {
    const common = ['id', 'dataset', 'recorded_at', 'updated_at', 'revision'];
    const told = table('Records').map((row) => [row.record, sorted([...codesIn(row['its fields'] ?? ''), ...common])]);
    const all = (Object.keys(models) as Noun[]).map((noun) => {
      const { shape } = schemaOf(noun, noun === 'event' ? 'veto' : null) as unknown as { shape: object };
      return [noun, sorted(Object.keys(shape))];
    });
    expect(told).toEqual(all);
  });

  test('npm scripts', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
    const told = namesIn(table('Development'), 'script').map((name) => name.replace(/^npm (run )?/, ''));
    expect(sorted(told)).toEqual(sorted(Object.keys(scripts)));
    const named = [...readme.matchAll(/npm run (?:--silent )?([a-z][a-z:]*)/g)].map(([, name]) => name as string);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  test('the size of what comes along', () => {
    const { given: batch } = readCurated();
    const { actors, claims, events, sources, statements } = batch;
    const records = actors.length + claims.length + events.length + sources.length + statements.length;
    expect(readme).toContain(`turned into ${records} records`);
    expect(section('The data and its licence')).toContain(
      `${events.length} events, ${statements.length} statements, ${claims.length} claims with everybody's position, and ${actors.length} actors. Each of its ${sources[0]?.sentences.length} sentences`,
    );
    const anchors = anchorsOf(sources[0]?.id ?? '', byNoun(batch)).length;
    expect(readme).toContain(`${anchors} of ${anchors} anchors right`);
  });
});

describe('what the README names exists', () => {
  test('addresses', () => {
    const named = [...readme.matchAll(/(?<![\w.])\/v1\/[a-z-]+(?:\/[a-z-]+)?(?=[`'?\s])/g)].map(([path]) => path);
    const patterns = endpoints.map(({ path }) => new RegExp(`^${path.replace(/:\w+/, '[^/]+')}$`));
    expect(named.filter((path) => !patterns.some((pattern) => pattern.test(path)))).toEqual([]);
  });

  test('commands', () => {
    const named = [...readme.matchAll(/(?:npx|bin\/) ?demarche ([a-z]+)/g)].map(([, name]) => name as string);
    const known = commands.map(({ name }) => name);
    expect(sorted(named.filter((name) => !known.includes(name)))).toEqual([]);
  });

  test('settings', () => {
    const named = readme.match(/\b[A-Z]+_[A-Z_]+\b/g) ?? [];
    const known = Object.values(settings).map(({ name }) => name);
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });

  test('links', () => {
    const targets = [...readme.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target as string);
    const headings = (readme.match(/^#+ .*$/gm) ?? []).map(
      (line) =>
        `#${line
          .replace(/^#+ /, '')
          .toLowerCase()
          .replace(/[^a-z0-9 -]/g, '')
          .replaceAll(' ', '-')}`,
    );
    const dead = targets.filter((target) => {
      if (target.startsWith('#')) return !headings.includes(target);
      return !target.startsWith('https://') && !existsSync(join(root, target));
    });
    expect(dead).toEqual([]);
  });
});

/** What differs between the answer shown and the one that is given. */
async function compare(command: string, answer: string): Promise<string[]> {
  if (command.startsWith('npx demarche ')) {
    const { stdout, code } = await run(wordsOf(command).slice(2), { env: { DATABASE_URL: app.store.databaseUrl } });
    return code === 0 && patternOf(answer).test(stdout.replaceAll('\r\n', '\n')) ? [] : [stdout];
  }
  const url = urlOf(command);
  const response = await fetch(`${app.address}${url.pathname}${url.search}`);
  const text = (await response.text()).replaceAll('\r\n', '\n');
  if (wordsOf(command).includes('-o')) return response.ok && text.length > 0 ? [] : [text];
  if (answer.startsWith('{\n')) return differences(JSON.parse(answer), JSON.parse(text));
  return `${text.trimEnd()}\n` === answer ? [] : [text];
}

describe('the examples of the README answer as shown', () => {
  test('there are some', () => expect(examples.length).toBeGreaterThan(12));

  test.each(examples.map((example) => [example.command, example] as const))('%s', async (_, { command, answer }) => {
    expect(await compare(command, answer)).toEqual([]);
  });
});
