import { expect, test } from 'vitest';
import { type ColumnOptions, columnsOf, derivedColumns, rowsOf } from '../../src/formats/columns.ts';
import { isFieldPath, type Row } from '../../src/formats/fields.ts';
import { type Noun, schemaOf } from '../../src/model/nouns.ts';
import { bare, claim, veto } from './records.ts';

const names = (noun: Noun, options?: ColumnOptions) => columnsOf(noun, options).map((column) => column.name);
const cells = (noun: Noun, row: Row, fields: readonly string[]) =>
  columnsOf(noun, { fields }).map((column) => column.read(row));

test('every column is a field that may be asked for, but those events derive from their participants', () => {
  for (const noun of ['event', 'actor', 'statement', 'claim', 'source', 'dataset'] as const) {
    const strange = names(noun).filter((name) => !isFieldPath(schemaOf(noun), name));
    const derived = ['initiators', 'initiator_principals', 'recipients', 'recipient_principals'];
    expect(strange).toEqual(noun === 'event' ? derived : []);
    expect(names(noun)[0]).toBe('id');
  }
});

test('free text is what its schema would let a formula through in; dates, ids, codes and numbers are none', () => {
  const free = columnsOf('statement').filter((column) => column.free);
  expect(free.map((column) => column.name)).toEqual([
    'dataset',
    'speaker_raw',
    'text',
    'paraphrase',
    'note',
    'curated',
  ]);
  const never = [
    'id',
    'date',
    'date_earliest',
    'place.country',
    'place.latitude',
    'participants',
    'classification.cameo.code',
  ];
  for (const column of columnsOf('event'))
    if (never.includes(column.name)) expect(column.free, column.name).toBe(false);
});

test('details are one text among all events, and columns of their own among those of a type', () => {
  const all = columnsOf('event').filter((column) => column.name.startsWith('details'));
  expect(all.map((column) => [column.name, column.read(bare)])).toEqual([['details', null]]);
  expect(all[0]?.read(veto)).toBe(JSON.stringify(veto.details));
  const typed = columnsOf('event', { type: 'veto' }).filter((column) => column.name.startsWith('details'));
  expect(typed.map((column) => `${column.name}=${column.read(veto)}`)).toEqual([
    'details.body=unsc',
    'details.draft=S/2017/315',
    'details.resolution=null',
    'details.subject=null',
    'details.ordinal=8',
    'details.series=null',
    'details.ballots=rus:no',
  ]);
});

test('derived columns may be asked for one by one, and by no other noun', () => {
  expect(derivedColumns('event').map(({ name }) => name)).toHaveLength(4);
  expect(derivedColumns('actor')).toEqual([]);
  expect(names('event', { fields: ['recipients', 'date', 'initiators'] })).toEqual([
    'id',
    'recipients',
    'date',
    'initiators',
  ]);
  expect(() => columnsOf('actor', { fields: ['initiators'] })).toThrow(RangeError);
});

test('fields come in the order asked, id first, each once; a field with members stands for them', () => {
  expect(names('event', { fields: ['place', 'date', 'id', 'place.country'] })).toEqual([
    'id',
    'place.name',
    'place.name_raw',
    'place.country',
    'place.latitude',
    'place.longitude',
    'place.precision',
    'date',
  ]);
  expect(names('event', { fields: ['details', 'native'] })).toEqual(['id', 'details', 'native']);
  expect(names('event', { fields: [] })).toEqual(['id']);
  expect(() => columnsOf('event', { fields: ['plaice'] })).toThrow(RangeError);
});

test('lists are joined, item by item where it is a field of theirs', () => {
  expect(cells('event', veto, ['participants.actor_id', 'participants.principal_id', 'participants.claim_id'])).toEqual(
    [veto.id, 'safronkov;gbr;fra;usa', 'rus;;fra;usa', null],
  );
  expect(cells('event', veto, ['participants'])).toEqual([
    veto.id,
    'safronkov',
    'rus',
    'gbr;fra',
    'gbr;fra',
    'safronkov:initiator;gbr:recipient;fra:target;usa:host',
  ]);
  expect(cells('event', bare, ['evidence', 'classification.plover.contexts', 'curated'])).toEqual([
    bare.id,
    null,
    null,
    null,
  ]);
});

test('native is shown when asked for, and its members are their own, never inherited', () => {
  expect(names('event')).not.toContain('native');
  expect(names('event', { native: true })).toContain('native');
  const fields = [
    'native.tone',
    'native.tags',
    'native.constructor',
    'native.toString',
    'native.tags.length',
    'native.__proto__',
  ];
  expect(cells('event', veto, fields)).toEqual([veto.id, -1.5, 'a;b', 'own', null, null, null]);
  expect(columnsOf('event', { fields: ['native.evidence'] })[1]?.free).toBe(true);
});

test('a claim is a row a position', () => {
  const read = rowsOf('claim', claim).map((row) => cells('claim', row, ['positions.actor_id', 'positions.evidence']));
  expect(read).toEqual([
    ['sarin-used', null, null],
    ['sarin-used', 'rus', 'article'],
  ]);
  expect(rowsOf('claim', { id: 'x', positions: [] })).toHaveLength(1);
  expect(rowsOf('event', veto)).toEqual([veto]);
});
