import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnsOf } from '../../src/formats/columns.ts';
import { fieldPaths, isFieldPath, projector, type Row } from '../../src/formats/fields.ts';
import { type Noun, schemaOf } from '../../src/model/nouns.ts';
import { bare, claim, veto } from './records.ts';

const nouns: readonly Noun[] = ['event', 'actor', 'statement', 'claim', 'source', 'dataset'];

/** The same as `projector`, the slow way: each path of the record is held against the paths asked for. */
function naivePick(value: unknown, asked: readonly string[], prefix = ''): unknown {
  if (Array.isArray(value))
    return value.map((item) => naivePick(item, asked, prefix)).filter((item) => item !== undefined);
  if (value === null) return null;
  if (typeof value !== 'object') return undefined;
  const entries = Object.entries(value).flatMap(([name, inner]): [string, unknown][] => {
    const path = prefix + name;
    const whole = asked.some((each) => each === path);
    const part = asked.some((each) => each.startsWith(`${path}.`));
    const kept = whole ? inner : part ? naivePick(inner, asked, `${path}.`) : undefined;
    return kept === undefined ? [] : [[name, kept]];
  });
  return Object.fromEntries(
    prefix === '' ? entries.sort((a, b) => Number(b[0] === 'id') - Number(a[0] === 'id')) : entries,
  );
}

const name = fc.constantFrom('id', 'a', 'b', 'c', 'constructor', '__proto__', 'length');
const { value: json } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, 0, '', 'text', true),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.uniqueArray(fc.tuple(name, tie('value')), { selector: ([key]) => key, maxLength: 4 }).map(Object.fromEntries),
  ),
}));
const record = json.map(
  (value) =>
    Object.fromEntries([
      ['id', 'x'],
      ['a', value],
      ['b', { c: value }],
    ]) as Row,
);
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('.'));

describe('field paths', () => {
  test('reach through nullables, lists and the variants of details', () => {
    const paths = fieldPaths(schemaOf('event'));
    const some = ['id', 'place', 'place.country', 'details.draft', 'details.ballots.vote', 'details.weapon'];
    for (const each of [
      ...some,
      'classification.cameo.code',
      'participants.actor_id',
      'evidence.selector.start',
      'native',
    ]) {
      expect(paths, each).toContain(each);
    }
    expect(fieldPaths(schemaOf('claim'))).toContain('positions.evidence.source_id');
  });

  test('are those of one type only where the type is given', () => {
    const paths = fieldPaths(schemaOf('event', 'veto'));
    expect(paths).toContain('details.draft');
    expect(paths).not.toContain('details.weapon');
  });

  test('are open under native only, and never empty', () => {
    const event = schemaOf('event');
    const known = ['native.avg_tone', 'native.a.b', 'native', 'place.country'];
    const unknown = [
      'native.',
      'native..a',
      'place.',
      'place.toString',
      'constructor',
      '__proto__',
      '',
      'initiators',
      'Id',
    ];
    expect(known.filter((each) => !isFieldPath(event, each))).toEqual([]);
    expect(unknown.filter((each) => isFieldPath(event, each))).toEqual([]);
    expect(isFieldPath(schemaOf('actor'), 'native.a')).toBe(false);
  });
});

describe('the projector', () => {
  test('keeps the nesting, the order of the record and nulls', () => {
    const project = projector([
      'native.tone',
      'participants.role',
      'place.country',
      'details.draft',
      'summary',
      'type',
    ]);
    expect(JSON.stringify(project(veto))).toBe(
      '{"id":"russia-vetoes-draft","type":"veto","summary":null,"place":{"country":"USA"},' +
        '"participants":[{"role":"initiator"},{"role":"recipient"},{"role":"target"},{"role":"host"}],' +
        '"native":{"tone":-1.5},"details":{"draft":"S/2017/315"}}',
    );
    expect(JSON.stringify(project(bare))).toBe(
      '{"id":"x:1","type":"protest","summary":null,"place":null,"participants":[],"details":null}',
    );
  });

  test('puts id first, and a whole field wins over its parts', () => {
    expect(JSON.stringify(projector(['a', 'a.b'])({ a: { b: 1, c: 2 }, id: 'x' }))).toBe(
      '{"id":"x","a":{"b":1,"c":2}}',
    );
    expect(JSON.stringify(projector(['a.b', 'a'])({ a: { b: 1, c: 2 }, id: 'x' }))).toBe(
      '{"id":"x","a":{"b":1,"c":2}}',
    );
  });

  test('picks what a naive pick does, whatever the names', () => {
    fc.assert(
      fc.property(record, fc.array(path, { maxLength: 4 }), (each, paths) => {
        const picked = projector(paths)(each);
        expect(JSON.stringify(picked)).toBe(JSON.stringify(naivePick(each, ['id', ...paths])));
        expect(Object.getPrototypeOf(picked)).toBe(Object.prototype);
      }),
      { numRuns: 1000 },
    );
  });

  test.each(nouns)('and the columns read every path of %s, of any record', (noun) => {
    for (const each of fieldPaths(schemaOf(noun))) {
      const read = (row: Row) => [
        projector([each])(row),
        ...columnsOf(noun, { fields: [each] }).map((c) => c.read(row)),
      ];
      for (const row of [veto, bare, claim, {}]) expect(() => read(row), each).not.toThrow();
    }
  });
});
