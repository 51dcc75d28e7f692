import { eventTypes } from '../../model/codes/event-types.ts';
import { collectionOf } from '../../model/details.ts';
import type { NounModel } from '../../model/noun.ts';
import { modelOf } from '../../model/nouns.ts';
import type { Collection } from '../../store/query/collections.ts';

type Words = Omit<NounModel['words'], 'tag'>;

function typedWords(type: string, path: string): Words {
  const row = eventTypes.find((one) => one.type === type);
  const own = Object.entries(collectionOf(type)?.filters ?? {});
  const filters = own.map(([name, { example }]) => `?${name}=${encodeURIComponent(example)}`);
  return {
    summary: `Events of type ${type}`,
    description: `${row?.description ?? ''} The same list as \`/v1/events\` for this type only, with exactly typed \`details\` that are flattened into CSV columns.`,
    example: path,
    examples: ['?limit=2', ...filters.slice(0, 1)],
  };
}

/** The documentation of a collection; for a typed one, that of its event type. */
export const wordsOf = ({ path, noun, type }: Pick<Collection, 'path' | 'noun' | 'type'>): Words =>
  type === null ? modelOf(noun).words : typedWords(type, path);

/** A path or noun as part of a name: `news-conferences` is `NewsConferences`. */
export const pascal = (text: string): string =>
  text.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
