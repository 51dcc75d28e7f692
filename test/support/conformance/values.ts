import fc from 'fast-check';
import { document, type Operation, type Parameter, resolved, type Schema, type Values } from '../openapi.ts';

type Texts = fc.Arbitrary<string>;

const oneOf = (...texts: readonly string[]): Texts => fc.constantFrom(...texts);
const joined = (items: Texts, most = 3): Texts =>
  fc.uniqueArray(items, { minLength: 1, maxLength: most }).map((list) => list.join(','));

/** Any text that can be an item of a list. */
const anyItem: Texts = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .filter((text) => text.trim() !== '' && !/[,\0]/.test(text));

const day: Texts = fc
  .date({ min: new Date('2010-01-01'), max: new Date('2020-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const moment: Texts = fc
  .tuple(day, fc.nat({ max: 23 }), oneOf('Z', '+02:00', '-05:30'))
  .map(([date, hour, offset]) => `${date}T${String(hour).padStart(2, '0')}:30:00${offset}`);
const dates: Texts = fc.oneof(
  day,
  moment,
  day.map((text) => text.slice(0, 7)),
  day.map((text) => text.slice(0, 4)),
  day.map((text) => `${text}/..`),
  day.map((text) => `../${text}`),
  fc.tuple(day, day).map((pair) => pair.sort().join('/')),
);

const degrees = (most: number) => fc.integer({ min: -most * 10, max: most * 10 }).map((tenths) => tenths / 10);
const box: Texts = fc
  .tuple(degrees(180), degrees(90), degrees(180), degrees(90))
  .map(([west, one, east, other]) => [west, Math.min(one, other), east, Math.max(one, other)].join(','));

const words: Texts = fc
  .tuple(
    oneOf('sarin', 'Russia', '"chemical weapons"', 'chem*', 'VÉTO', 'Tomahawk'),
    fc.subarray(['-Mosul', 'attack', '-"main enemy"', 'said'], { maxLength: 2 }),
  )
  .map(([first, rest]) => [first, ...rest].join(' '));

const actors = joined(oneOf('rus', 'RUS', 'Russia', 'the Kremlin', 'Lavrov', 'usa', 'Syria', 'tillerson'));
const ids = joined(fc.oneof(oneOf('syrian-civil-war', 'russia-veto-2017-04-12', 'no-such-one'), anyItem));
const actorNames = [
  ...['actor', 'actor__all', 'initiator', 'recipient', 'principal', 'vetoed_by', 'speaker', 'on_behalf_of'],
  ...['addressee', 'reported_by', 'affiliated_to'],
];
const idNames = ['id', 'source', 'about', 'occasion', 'body', 'draft', 'weapon', 'agent', 'meeting_format'];

/** Right values of the parameters that have no list of codes in the document. */
const known: Readonly<Record<string, Texts>> = {
  ...Object.fromEntries(actorNames.map((name) => [name, actors])),
  ...Object.fromEntries(idNames.map((name) => [name, ids])),
  country: joined(oneOf('SYR', 'RUS', 'USA', 'QAT', 'DEU')),
  cameo: joined(oneOf('1', '12', '129', '01', '042', '1951')),
  dataset: oneOf('curated'),
  datetime: dates,
  updated_since: moment,
  bbox: box,
  q: words,
};

/** The schema of the records an operation gives, whole; null where it gives none. */
export function recordOf(operation: Operation): readonly string[] | null {
  const ref = operation.responses[200]?.content?.['application/json']?.schema as Values | undefined;
  if (ref === undefined) return null;
  if (Array.isArray(ref.anyOf))
    return [
      String((ref.anyOf[0] as Schema).$ref)
        .split('/')
        .at(-1)!,
    ];
  const name = String(ref.$ref ?? '')
    .split('/')
    .at(-1)!;
  const list = document.components.schemas[name] as { properties?: { data?: { items?: { anyOf?: Schema[] } } } };
  const record = list?.properties?.data?.items?.anyOf?.[0]?.$ref;
  return record === undefined ? null : [record.split('/').at(-1)!];
}

function fieldsOf(operation: Operation): Texts {
  const [name = ''] = recordOf(operation) ?? [];
  const schema = document.components.schemas[name] as { properties?: object; oneOf?: Schema[] };
  const variant = schema.oneOf?.[0] === undefined ? schema : resolved(schema.oneOf[0] as { properties?: object });
  return joined(oneOf(...Object.keys(variant.properties ?? {})), 5);
}

/** Right values of a parameter, as they stand in a URL before they are escaped. */
export function rightValues({ name, schema }: Parameter, operation: Operation): Texts {
  const item = resolved(schema.items ?? schema);
  if (item.enum !== undefined) return schema.items === undefined ? oneOf(...item.enum) : joined(oneOf(...item.enum));
  if (schema.type === 'boolean') return oneOf('true', 'false');
  const { minimum = 0, maximum = 0 } = schema;
  if (schema.type === 'integer')
    return fc.maxSafeInteger().map((n) => String(minimum + (Math.abs(n) % (maximum - minimum + 1))));
  if (schema.type === 'number') return fc.integer({ min: minimum * 10, max: maximum * 10 }).map((n) => String(n / 10));
  if (name === 'fields') return fieldsOf(operation);
  const values = known[name.replace(/__not$/, '')];
  if (values === undefined) throw new Error(`What are right values of ${name}? Add them.`);
  return values;
}

const wrongTexts: Readonly<Record<string, readonly string[]>> = {
  country: ['XX', 'syr', 'SY'],
  cameo: ['9999', '12a', '-1'],
  dataset: ['no-such-dataset', '__proto__'],
  datetime: ['yesterday', '2017-13-01', '2017-02-30', '2017-04-15/2017-04-10', '2017-04-12T25:00:00Z', '2017-4-1', '/'],
  updated_since: ['2017', '2017-04-12', '2017-04-12T00:00:00', '2017-02-30T00:00:00Z'],
  bbox: ['1,2,3', '1,2,3,4,5', '0,91,1,92', '0,10,1,5', '181,0,182,1', 'a,b,c,d', '0,0,1,NaN'],
  q: ['-only', '"', 'ab*', 'a b c d e f g h i', '   ', 'x'.repeat(201)],
  cursor: ['x', 'x.y', '.', 'a.b.c'],
  fields: ['nope', '__proto__', 'constructor', 'place..country', 'id,nope'],
  ...Object.fromEntries(actorNames.map((name) => [name, ['no-such-actor-at-all', 'rus,no-such-actor-at-all', '*']])),
};

/** Wrong values of a parameter: each must be refused with the parameter named. */
export function wrongValues({ name, schema }: Parameter): readonly string[] {
  const item = resolved(schema.items ?? schema);
  const own = wrongTexts[name.replace(/__not$/, '')] ?? [];
  const lists =
    schema.items === undefined ? [] : [',', 'a,,b', Array.from({ length: 101 }, (_, at) => `a${at}`).join()];
  const long = item.maxLength === undefined || schema.items === undefined ? [] : ['x'.repeat(item.maxLength + 1)];
  if (item.enum !== undefined) return ['', ...lists, 'no-such-code', `${item.enum[0]}x`, `${item.enum[0]},nope`, ' '];
  if (schema.type === 'boolean') return ['', 'yes', 'TRUE', '1', 'true,false'];
  if (schema.type !== 'integer' && schema.type !== 'number') return ['', ...lists, ...long, ...own];
  const { minimum = 0, maximum = 0 } = schema;
  const outside = [String(minimum - 1), String(maximum + 1), '9'.repeat(400)];
  const odd = ['', 'x', '1e1', ' 7', '+7', '0x7', '٣', 'NaN', 'Infinity', '7,8', '7.'];
  return schema.type === 'integer' ? [...outside, ...odd, '1.5'] : [...outside, ...odd];
}
