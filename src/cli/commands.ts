import type { Command, Option } from './command.ts';

const json: Option = { type: 'boolean', description: 'Print the result as JSON.' };
const text: Option = {
  type: 'string',
  value: 'FILE',
  multiple: true,
  description: 'Text of a source, UTF-8; every anchor of the source is compared with it before anything is loaded.',
};

/** Every command of the program, in the order of the help; each loads its code only when it runs. */
export const commands: readonly Command[] = [
  {
    name: 'start',
    summary: 'Migrate, load the curated dataset when there is none, and serve.',
    words: [],
    about: 'What `npm start` does.',
    options: {},
    examples: [['PORT=8080 npx demarche start', 'listens on port 8080']],
    run: async () => (await import('./serve.ts')).start(),
  },
  {
    name: 'serve',
    summary: 'Serve a database that is ready; change nothing.',
    words: [],
    options: {},
    examples: [['npx demarche serve', 'serves the database that DATABASE_URL names']],
    run: async () => (await import('./serve.ts')).serveOnly(),
  },
  {
    name: 'migrate',
    summary: 'Make the database, or bring its schema up to date.',
    words: [],
    about: 'Prints the migrations it applied, one a line.',
    options: {},
    examples: [['npx demarche migrate', 'makes data/demarche.db']],
    run: async () => (await import('./load.ts')).migrate(),
  },
  {
    name: 'seed',
    summary: 'Load the curated dataset that comes with the program.',
    words: [],
    about: 'Loading it again changes nothing.',
    options: { text, json },
    examples: [['npx demarche seed --text article.txt', 'loads it if every anchor is found in the text']],
    run: async (asked) => (await import('./load.ts')).seed(asked),
  },
  {
    name: 'import',
    summary: 'Load a dataset from files.',
    words: ['<dataset>', '[file…]'],
    about:
      '`npx demarche datasets` lists the datasets that can be imported and what each is given: plain files, .gz, .zip, folders, or - for standard input. Rows that cannot be understood are refused one by one and listed in a file; when there are too many, nothing is changed. The same files again change nothing.',
    options: {
      'dry-run': { type: 'boolean', description: 'Read and check everything, change nothing.' },
      limit: { type: 'string', value: 'N', description: 'Read no more than N rows.' },
      'max-rejected': {
        type: 'string',
        value: 'PERCENT',
        description: 'Percentage of rows that may be refused; 1 unless given.',
      },
      rejects: {
        type: 'string',
        value: 'FILE',
        description: 'Where refused rows are listed, as CSV; <dataset>-rejects.csv unless given.',
      },
      text,
      json,
    },
    examples: [
      ['npx demarche import gdelt 20170412*.export.CSV.zip', 'files of GDELT events, as published'],
      ['npx demarche import ucdp-ged --dry-run ged231-csv.zip', 'says what would come of it'],
      ['npx demarche import curated my-seed/', 'loads the YAML files of a folder as the curated dataset'],
    ],
    run: async (asked) => (await import('./load.ts')).importDataset(asked),
  },
  {
    name: 'datasets',
    summary: 'List the datasets that are loaded and those that can be.',
    words: [],
    options: { json },
    examples: [['npx demarche datasets --json', 'the same for a program']],
    run: async (asked) => (await import('./datasets.ts')).datasets(asked),
  },
  {
    name: 'verify',
    summary: 'Compare every anchor of a source with its text.',
    words: [],
    about: 'Tells sentence by sentence which records it supports; fails when any anchor does not match.',
    options: {
      source: { type: 'string', value: 'ID', required: true, description: 'Id of the source.' },
      text: { type: 'string', value: 'FILE', required: true, description: 'Its text as given, UTF-8.' },
      json,
    },
    examples: [
      ['npx demarche verify --source trump-us-russia-relations-2017-04-15 --text article.txt', 'checks the article'],
    ],
    run: async (asked) => (await import('./verify.ts')).verify(asked),
  },
  {
    name: 'export',
    summary: 'Write a whole collection, or what filters leave of it.',
    words: ['<collection>', '[name=value…]'],
    about:
      'The collections, filters, `sort`, `fields`, `limit` and `csv` are those of the HTTP API (`/docs`); a word that begins with `?` is a query string.',
    options: {
      format: {
        type: 'string',
        value: 'NAME',
        description: 'A format of the HTTP API; by the name of FILE, else csv.',
      },
      out: { type: 'string', value: 'FILE', description: 'Write to a file, which appears when it is complete.' },
    },
    examples: [
      ['npx demarche export vetoes --out vetoes.csv', 'every veto, for a spreadsheet'],
      ['npx demarche export events type=veto,threat actor=Russia --format ndjson', 'one JSON record a line'],
      ["npx demarche export events '?datetime=2017-04-10/2017-04-14&fields=id,date,title'", 'as copied from a URL'],
    ],
    run: async (asked) => (await import('./export.ts')).exportCollection(asked),
  },
  {
    name: 'reindex',
    summary: 'Rebuild every index, text and sum from the stored records.',
    words: [],
    about: 'The service may go on serving; imports wait until it is done. Needed after an upgrade that says so.',
    options: {},
    examples: [['npx demarche reindex', 'indexes all records anew']],
    run: async () => (await import('./reindex.ts')).reindexAll(),
  },
  {
    name: 'openapi',
    summary: 'Print the OpenAPI document of the service.',
    words: [],
    options: { write: { type: 'string', value: 'FILE', description: 'Write it to a file instead.' } },
    examples: [['npx demarche openapi --write openapi/openapi.json', 'renews the committed document']],
    run: async (asked) => (await import('./openapi.ts')).openapi(asked),
  },
  {
    name: 'doctor',
    summary: 'Check the installation, the settings and the data.',
    words: [],
    about: 'One line a check: ok, warn or fail, with what to do; changes nothing.',
    options: { json },
    examples: [['npx demarche doctor', 'fails when something is broken']],
    run: async (asked) => (await import('./doctor.ts')).doctor(asked),
  },
];
