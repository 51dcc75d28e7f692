import { formats } from '../formats/formats.ts';
import { eventTypes } from '../model/codes/event-types.ts';
import { collectionOf } from '../model/details.ts';
import type { NounModel } from '../model/noun.ts';
import { modelOf, type Noun, schemaOf } from '../model/nouns.ts';
import { nounOf } from '../store/nouns.ts';
import { type Collection, collections } from '../store/query/collections.ts';
import { relatedOf } from '../store/query/include.ts';
import { type Answer, type Endpoint, FeatureCollection, listOfRecords } from './endpoint.ts';
import { listQuery } from './list-query.ts';
import { listHandler } from './list-route.ts';
import { recordHandler, recordQuery } from './record-route.ts';
import type { Service } from './service.ts';

type Words = Pick<NounModel['words'], 'summary' | 'description' | 'examples'>;

function typedWords(type: string): Words {
  const row = eventTypes.find((one) => one.type === type);
  const own = Object.entries(collectionOf(type)?.filters ?? {});
  const filters = own.map(([name, { example }]) => `?${name}=${encodeURIComponent(example)}`);
  return {
    summary: `Events of type ${type}`,
    description: `${row?.description ?? ''} The same list as \`/v1/events\` for this type alone, \`details\` exactly typed and flattened into CSV columns.`,
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
  const { summary, description, examples } = type === null ? modelOf(noun).words : typedWords(type);
  const schema = schemaOf(noun, type);
  const related = Object.fromEntries(relatedOf(noun).map((kind) => [kind, modelOf(nounOf(kind) as Noun).record]));
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
  const { example } = modelOf(noun).words;
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
    answers: [{ media_type: 'application/json', schema: modelOf(noun).record }],
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
