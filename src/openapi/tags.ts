import type { NounModel } from '../model/noun.ts';
import { models, pluralsOf, searchedNouns } from '../model/nouns.ts';

const { event, ...others } = models;
const tagOf = ({ path, words }: NounModel) => ({ name: path, description: words.tag });

/** The groups of operations, in the order they are shown. */
export const tags = [
  tagOf(event),
  {
    name: 'events by type',
    description: 'The same events, one list per type, with exactly typed `details` and filters of their own.',
  },
  ...Object.values(others).map(tagOf),
  { name: 'codes', description: 'The code lists.' },
  { name: 'search', description: `One search over ${pluralsOf(searchedNouns)}.` },
  { name: 'operations', description: 'Root, documentation, health and metrics.' },
];
