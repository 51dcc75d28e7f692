import type { NounModel } from '../model/noun.ts';
import { models, pluralsOf, searchedNouns } from '../model/nouns.ts';

const { event, ...others } = models;
const tagOf = ({ path, words }: NounModel) => ({ name: path, description: words.tag });

/** The groups of operations, in the order they are shown. */
export const tags = [
  tagOf(event),
  {
    name: 'events by type',
    description: 'The same events, one type a list: `details` exactly typed, filters of its own.',
  },
  ...Object.values(others).map(tagOf),
  { name: 'codes', description: 'The code lists.' },
  { name: 'search', description: `One search over ${pluralsOf(searchedNouns)}.` },
  { name: 'operations', description: 'Entrance, documentation, health and metrics.' },
];
