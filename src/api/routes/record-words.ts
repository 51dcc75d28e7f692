import { eventTypes } from '../../model/codes/event-types.ts';
import { collectionOf } from '../../model/details.ts';
import type { Collection } from '../../store/collections.ts';

/** What the documentation says of a collection. */
export interface Words {
  readonly summary: string;
  readonly description: string;
  /** Id of a record for the documentation. */
  readonly example: string;
  readonly examples: readonly string[];
}

const words: Readonly<Record<string, Words>> = {
  events: {
    summary: 'Events',
    description:
      'What happened, was announced or alleged, newest first, with participants, classification and evidence.',
    example: 'russia-veto-2017-04-12',
    examples: [
      '?datetime=2017-04-10/2017-04-14&limit=2',
      '?actor=Russia&role=initiator&fields=id,date,title&limit=5',
      '?type=veto&include=actors,claims',
    ],
  },
  actors: {
    summary: 'Actors',
    description:
      'States, governments, persons, organisations, armed groups, coalitions and media that can act or speak.',
    example: 'rus',
    examples: ['?q=Kremlin', '?kind=state&fields=id,name,country'],
  },
  statements: {
    summary: 'Statements',
    description: 'Who said what, quoted word by word or paraphrased, where, and how the speaker is known.',
    example: 'rycroft-eighth-veto',
    examples: ['?speaker=Lavrov&limit=2', '?quotation=full&fields=id,speaker_id,text&limit=5'],
  },
  claims: {
    summary: 'Claims',
    description: "Propositions that can be asserted and denied, with everybody's stand; never a verdict of ours.",
    example: 'assad-responsible-for-sarin-attack',
    examples: ['?contested=true', '?actor=Russia&position=denies,disputes&fields=id,proposition'],
  },
  sources: {
    summary: 'Sources',
    description: 'Citable documents, with where each sentence stands and how much of it is turned into records.',
    example: 'trump-us-russia-relations-2017-04-15',
    examples: ['?fields=id,title,published_on,coverage'],
  },
  datasets: {
    summary: 'Datasets',
    description: 'Where records came from, with licence, attribution, counts and the last import.',
    example: 'curated',
    examples: ['?fields=id,title,licence,attribution'],
  },
};

function typedWords(type: string, path: string): Words {
  const row = eventTypes.find((one) => one.type === type);
  const own = Object.entries(collectionOf(type)?.filters ?? {});
  const filters = own.map(([name, { example }]) => `?${name}=${encodeURIComponent(example)}`);
  return {
    summary: `Events of type ${type}`,
    description: `${row?.description ?? ''} The same list as \`/v1/events\` for this type alone, \`details\` exactly typed and flattened into CSV columns.`,
    example: path,
    examples: ['?limit=2', ...filters.slice(0, 1)],
  };
}

/** What the documentation says of a collection: of one type of events what the type means. */
export const wordsOf = ({ path, type }: Pick<Collection, 'path' | 'type'>): Words =>
  words[path] ?? typedWords(type ?? '', path);

/** A path or noun as part of a name: `news-conferences` is `NewsConferences`. */
export const pascal = (text: string): string =>
  text.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
