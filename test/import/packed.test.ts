import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pack, unpack } from '../../src/import/packed.ts';
import { type Prepared, stampsOf } from '../../src/store/prepare.ts';

const text = fc.string({ unit: 'binary' }).filter((given) => given.isWellFormed());
const record: fc.Arbitrary<Prepared> = fc.record({
  noun: fc.constant('event' as const),
  dataset: fc.constant('gdelt'),
  id: text,
  day: fc.option(fc.nat()),
  start: text,
  extra: fc.option(text),
  index: fc.record({
    own: fc.array(fc.oneof(fc.integer(), text, fc.constant(null))),
    side: fc.record({
      event_actors: fc.array(fc.tuple(fc.nat(), text, fc.nat())),
      spans: fc.array(fc.tuple(fc.integer(), fc.constant(null))),
      terms: fc.array(fc.tuple(text, text)),
    }),
    words: fc.option(text),
  }),
});

const stamps = [
  stampsOf('2026-01-02T03:04:05.678Z', '2026-01-02T03:04:05.678Z', 1),
  stampsOf('2026-01-02T03:04:05.678Z', '2026-02-03T04:05:06.789Z', Number.MAX_SAFE_INTEGER),
];

test('a block comes out as it was packed, and its text as bytes is its text', () => {
  fc.assert(
    fc.property(fc.array(record), fc.constantFrom(...stamps), (records, stamped) => {
      const { records: back, named, actors } = unpack(structuredClone(pack({ records, named: ['cod'], actors: [] })));
      expect([named, actors]).toEqual([['cod'], []]);
      const said = back.map(({ noun, dataset, id, day, start, extra, index }) => {
        return { noun, dataset, id, day, start, extra, index };
      });
      expect(said).toEqual(records);
      const bodies = back.map(({ utf8 }) => Buffer.from(utf8?.body(Buffer.from(stamped)) ?? []).toString());
      expect(bodies).toEqual(records.map(({ start }) => start + stamped));
      const extras = back.map(({ utf8 }) => (utf8?.extra != null ? Buffer.from(utf8.extra).toString() : null));
      expect(extras).toEqual(records.map(({ extra }) => extra));
    }),
  );
});
