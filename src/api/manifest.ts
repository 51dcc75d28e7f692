import { readFileSync } from 'node:fs';

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
  description: string;
};

/** The version and the description of the program. */
export const { version, description } = manifest;

/** Example queries for newcomers. */
export const welcome = [
  { path: '/v1/vetoes?vetoed_by=Russia', title: 'Who vetoed what: vetoes cast by Russia' },
  { path: '/v1/claims?contested=true&include=actors', title: 'Who disputes whose guilt: the contested claims' },
  {
    path: '/v1/events?datetime=2017-04-10/2017-04-14&datetime_match=within',
    title: 'What happened between 10 and 14 April 2017',
  },
] as const;
