import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { documentUrl } from '../src/api/routes/docs.ts';
import { openApp, type TestApp } from './support/app.ts';

const run = promisify(execFile);
const packages = fileURLToPath(new URL('../node_modules', import.meta.url));

/** What somebody writes who has nothing of ours but the document. */
const program = `
import createClient from 'openapi-fetch';
import type { components, paths } from './api.ts';

const client = createClient<paths, 'application/json' | 'application/problem+json'>({
  baseUrl: process.argv[2] ?? '',
  querySerializer: { array: { style: 'form', explode: false } },
});

const vetoes = await client.GET('/v1/vetoes', { params: { query: { vetoed_by: ['Russia', 'Syria'], include: ['actors'] } } });
if (vetoes.error !== undefined) throw new Error(vetoes.error.detail);
for (const veto of vetoes.data.data) {
  // With \`fields\` a record may be cut down to its id.
  if (!('details' in veto)) throw new Error('It was not cut.');
  const ordinal: number | null | undefined = veto.details?.ordinal;
  console.log(veto.id, ordinal, Object.keys(vetoes.data.included.actors ?? {}).length > 0);
}

const events = await client.GET('/v1/events', { params: { query: { type: ['veto', 'missile-strike'], sort: 'date' } } });
type Whole = Extract<NonNullable<typeof events.data>['data'][number], { type: string }>;

/** Details are of the type that the event says: nothing of them is known before. */
function told(event: Whole): string {
  // @ts-expect-error only vetoes have a draft
  event.details?.draft;
  switch (event.type) {
    case 'veto': {
      // @ts-expect-error a veto has no weapon
      event.details?.weapon;
      const draft: string | null | undefined = event.details?.draft;
      return \`\${event.title}: draft \${draft}\`;
    }
    case 'missile-strike': {
      const weapon: string | null | undefined = event.details?.weapon;
      return \`\${event.title}: by \${weapon}\`;
    }
    default:
      return event.title;
  }
}

for (const event of events.data?.data ?? []) if ('type' in event) console.log(told(event));

const one = await client.GET('/v1/actors/{id}', { params: { path: { id: 'rus' } } });
if (one.data !== undefined && 'kind' in one.data) console.log(one.data.kind satisfies components['schemas']['ActorKind']);

const timeline = await client.GET('/v1/events/timeline', { params: { query: { interval: 'year' } } });
console.log(timeline.data?.data.every((row) => typeof row.events === 'number'));

const refused = await client.GET('/v1/events', { params: { query: { limit: 0 } } });
console.log(refused.response.status, refused.error?.code === 'invalid-parameter', refused.error?.errors[0]?.parameter);

// @ts-expect-error no such type of event
await client.GET('/v1/events', { params: { query: { type: ['vetoo'] } } });
// @ts-expect-error the facets must be named
await client.GET('/v1/events/facets');
`;

const settings = {
  compilerOptions: {
    target: 'es2024',
    module: 'nodenext',
    types: ['node'],
    strict: true,
    noUncheckedIndexedAccess: true,
    allowImportingTsExtensions: true,
    noEmit: true,
    skipLibCheck: true,
  },
};

let app: TestApp;
let folder: string;
beforeAll(async () => {
  app = await openApp();
  folder = mkdtempSync(join(tmpdir(), 'demarche-client-'));
  symlinkSync(packages, join(folder, 'node_modules'));
  writeFileSync(join(folder, 'api.ts'), astToString(await openapiTypescript(documentUrl)));
  writeFileSync(join(folder, 'client.ts'), program);
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings));
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a client generated from the document compiles: details are told apart by type, codes are known', async () => {
  const compiled = run(process.execPath, [join(packages, 'typescript/bin/tsc'), '-p', folder]).catch(
    (cause: { stdout: string }) => cause,
  );
  expect((await compiled).stdout).toBe('');
});

test('it works with the running service', async () => {
  const { stdout } = await run(process.execPath, [join(folder, 'client.ts'), app.address]);
  expect(stdout.trim().split('\n')).toEqual([
    'russia-veto-2017-04-12 8 true',
    'United States fires cruise missiles at a base: by Tomahawk cruise missile',
    'Russia vetoes UN resolution on chemical weapons in Syria: draft null',
    'state',
    'true',
    '400 true limit',
  ]);
});
