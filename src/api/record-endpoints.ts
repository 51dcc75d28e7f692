import { formats } from '../formats/formats.ts';
import { eventTypes } from '../model/codes/event-types.ts';
import { collectionOf } from '../model/details.ts';
import { type Noun, recordSchemas, schemaOf } from '../model/noun.ts';
import { type Collection, collections } from '../store/collections.ts';
import { includable, relatedOf } from '../store/include.ts';
import { type Answer, type Endpoint, FeatureCollection, listOfRecords } from './endpoint.ts';
import { listQuery } from './list-query.ts';
import { listHandler } from './list-route.ts';
import { recordHandler, recordQuery } from './record-route.ts';
import type { Service } from './service.ts';

interface Words {
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

/** The streamed formats of a list: GeoJSON alone is one JSON text. */
const streamedAnswers: readonly Answer[] = formats
  .filter(({ streamed }) => streamed)
  .map(({ name, media_type }) => ({
    media_type,
    format: name,
    schema: name === 'geojson' ? FeatureCollection : null,
    ...(name === 'parquet' ? { binary: true } : {}),
  }));

const pascal = (text: string) => text.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());

function listEndpoint(service: Service, collection: Collection): Endpoint {
  const { path, noun, type } = collection;
  const query = listQuery(collection);
  const { summary, description, examples } = words[path] ?? typedWords(type ?? '', path);
  const schema = schemaOf(noun, type);
  const related = Object.fromEntries(relatedOf[noun].map((kind) => [kind, recordSchemas[includable[kind]]]));
  const name = type === null ? pascal(noun) : (collectionOf(type)?.name ?? pascal(type));
  return {
    path: `/v1/${path}`,
    operationId: `list${pascal(path)}`,
    tag: type === null ? path : 'events by type',
    summary,
    description,
    query: query.schema,
    cached: true,
    asksDatabase: true,
    answers: [{ media_type: 'application/json', schema: listOfRecords(name, schema, related) }, ...streamedAnswers],
    examples,
    handler: listHandler(service, collection, query),
  };
}

function recordEndpoint(service: Service, noun: Noun, path: string): Endpoint {
  const { example } = words[path] as Words;
  return {
    path: `/v1/${path}/:id`,
    operationId: `get${pascal(noun)}`,
    tag: path,
    summary: `One ${noun}`,
    description: `The ${noun} with this id, as a bare object.`,
    parameter: { name: 'id', description: `Id of the ${noun}.`, example },
    query: recordQuery(noun),
    cached: true,
    asksDatabase: true,
    answers: [{ media_type: 'application/json', schema: recordSchemas[noun] }],
    examples: [''],
    handler: recordHandler(service, noun),
  };
}

/** Every list and every single record. */
export function recordEndpoints(service: Service): Endpoint[] {
  return [...collections.values()].flatMap((collection) =>
    collection.type === null
      ? [listEndpoint(service, collection), recordEndpoint(service, collection.noun, collection.path)]
      : [listEndpoint(service, collection)],
  );
}
