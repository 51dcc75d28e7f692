import type { Command, Option } from './command.ts';

const json: Option = { type: 'boolean', description: 'Print the result as JSON.' };
const text: Option = {
  type: 'string',
  value: 'FILE',
  multiple: true,
  description: 'UTF-8 text of a source; all anchors of the source are checked against it before loading.',
};

/** Every command, in the order of the help; each loads its code only when it runs. */
export const commands: readonly Command[] = [
  {
    name: 'start',
    summary: 'Migrate, load the curated dataset if it is missing, and serve.',
    words: [],
    about: 'What `npm start` does.',
    options: {},
    examples: [['PORT=8080 npx demarche start', 'listens on port 8080']],
    run: async () => (await import('./serve.ts')).start(),
  },
  {
    name: 'serve',
    summary: 'Serve an existing database; change nothing.',
    words: [],
    options: {},
    examples: [['npx demarche serve', 'serves the database that DATABASE_URL names']],
    run: async () => (await import('./serve.ts')).serveOnly(),
  },
  {
    name: 'migrate',
    summary: 'Create the database, or bring its schema up to date.',
    words: [],
    about: 'Prints the migrations applied, one per line.',
    options: {},
    examples: [['npx demarche migrate', 'creates data/demarche.db']],
    run: async () => (await import('./load.ts')).migrate(),
  },
  {
    name: 'seed',
    summary: 'Load the curated dataset that comes with the program.',
    words: [],
    about: 'Loading it again changes nothing.',
    options: { text, json },
    examples: [['npx demarche seed --text article.txt', 'loads it if every anchor is found in the text']],
    run: async (invocation) => (await import('./load.ts')).seed(invocation),
  },
  {
    name: 'import',
    summary: 'Load a dataset from files.',
    words: ['<dataset>', '[file…]'],
    about:
      '`npx demarche datasets` lists the datasets that can be imported and the files each one takes: plain, .gz, .zip, folders, or - for standard input. Invalid rows are rejected one by one and listed in a file; if there are too many, nothing is changed. Importing the same files again changes nothing.',
    options: {
      'dry-run': { type: 'boolean', description: 'Read and check everything, change nothing.' },
      limit: { type: 'string', value: 'N', description: 'Read no more than N rows.' },
      'max-rejected': {
        type: 'string',
        value: 'PERCENT',
        description: 'Percentage of rows that may be rejected (default 1).',
      },
      rejects: {
        type: 'string',
        value: 'FILE',
        description: 'CSV file for rejected rows (default <dataset>-rejects.csv).',
      },
      text,
      json,
    },
    examples: [
      ['npx demarche import gdelt 20170412*.export.CSV.zip', 'files of GDELT events, as published'],
      ['npx demarche import ucdp-ged --dry-run ged231-csv.zip', 'reports what would be changed'],
      ['npx demarche import curated my-seed/', 'loads the YAML files of a folder as the curated dataset'],
    ],
    run: async (invocation) => (await import('./load.ts')).importDataset(invocation),
  },
  {
    name: 'datasets',
    summary: 'List the datasets that are loaded and those that can be imported.',
    words: [],
    options: { json },
    examples: [['npx demarche datasets --json', 'the same as JSON']],
    run: async (invocation) => (await import('./datasets.ts')).datasets(invocation),
  },
  {
    name: 'verify',
    summary: 'Compare every anchor of a source with its text.',
    words: [],
    about: 'Shows which records each sentence supports; fails if any anchor does not match.',
    options: {
      source: { type: 'string', value: 'ID', required: true, description: 'Id of the source.' },
      text: { type: 'string', value: 'FILE', required: true, description: 'Its original text, UTF-8.' },
      json,
    },
    examples: [
      ['npx demarche verify --source trump-us-russia-relations-2017-04-15 --text article.txt', 'checks the article'],
    ],
    run: async (invocation) => (await import('./verify.ts')).verify(invocation),
  },
  {
    name: 'export',
    summary: 'Write a whole collection, or the part that matches filters.',
    words: ['<collection>', '[name=value…]'],
    about:
      'The collections, filters, `sort`, `fields`, `limit` and `csv` are those of the HTTP API (`/docs`); an argument that starts with `?` is a query string.',
    options: {
      format: {
        type: 'string',
        value: 'NAME',
        description: 'A format of the HTTP API (default: by the extension of FILE, else csv).',
      },
      out: { type: 'string', value: 'FILE', description: 'Write to a file, which appears only once complete.' },
    },
    examples: [
      ['npx demarche export vetoes --out vetoes.csv', 'every veto, for a spreadsheet'],
      ['npx demarche export events type=veto,threat actor=Russia --format ndjson', 'one JSON record per line'],
      ["npx demarche export events '?datetime=2017-04-10/2017-04-14&fields=id,date,title'", 'as copied from a URL'],
    ],
    run: async (invocation) => (await import('./export.ts')).exportCollection(invocation),
  },
  {
    name: 'reindex',
    summary: 'Rebuild every index, text and sum from the stored records.',
    words: [],
    about: 'The service can keep running; imports wait until it is done. Needed after upgrades that say so.',
    options: {},
    examples: [['npx demarche reindex', 'reindexes all records']],
    run: async () => (await import('./reindex.ts')).reindexAll(),
  },
  {
    name: 'openapi',
    summary: 'Print the OpenAPI document of the service.',
    words: [],
    options: { write: { type: 'string', value: 'FILE', description: 'Write it to a file instead.' } },
    examples: [['npx demarche openapi --write openapi/openapi.json', 'updates the committed document']],
    run: async (invocation) => (await import('./openapi.ts')).openapi(invocation),
  },
  {
    name: 'doctor',
    summary: 'Check the installation, the settings and the data.',
    words: [],
    about: 'One line per check: ok, warn or fail, with what to do; changes nothing.',
    options: { json },
    examples: [['npx demarche doctor', 'fails when something is broken']],
    run: async (invocation) => (await import('./doctor.ts')).doctor(invocation),
  },
];
