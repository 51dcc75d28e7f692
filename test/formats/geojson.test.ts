import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnsOf } from '../../src/formats/columns.ts';
import { anyText, bare, claim, veto, write } from './records.ts';

describe('GeoJSON', () => {
  test('byte for byte: numbers, nulls, no neutralising, longitude first', () => {
    const fields = ['title', 'summary', 'place.latitude', 'contested', 'participants.actor_id'];
    expect(write('geojson', [veto, bare], { fields })).toBe(
      '{"type":"FeatureCollection","features":[\n' +
        '{"type":"Feature","id":"russia-vetoes-draft","geometry":{"type":"Point","coordinates":[-73.97,40.75]},' +
        '"properties":{"id":"russia-vetoes-draft","title":"=Russia \\"vetoes\\", again","summary":null,' +
        '"place.latitude":40.75,"contested":false,"participants.actor_id":"safronkov;gbr;fra;usa"}},\n' +
        '{"type":"Feature","id":"x:1","geometry":null,"properties":{"id":"x:1","title":"Protest","summary":null,' +
        '"place.latitude":null,"contested":true,"participants.actor_id":null}}\n]}\n',
    );
  });

  test('is whole with none, one or many records', () => {
    for (const records of [[], [veto], [veto, bare, veto]]) {
      const { type, features } = JSON.parse(write('geojson', records));
      expect([type, features.length]).toEqual(['FeatureCollection', records.length]);
    }
    expect(JSON.parse(write('geojson', [claim, claim], { noun: 'claim' })).features).toHaveLength(4);
  });

  test('has no geometry without both coordinates', () => {
    const half = { ...veto, place: { ...veto.place, longitude: null } };
    expect(JSON.parse(write('geojson', [half])).features[0].geometry).toBeNull();
  });

  test('has the columns of CSV as properties, of any text', () => {
    fc.assert(
      fc.property(anyText, (title) => {
        const [feature] = JSON.parse(write('geojson', [{ ...veto, title }])).features;
        const columns = columnsOf('event').map((column) => [column.name, column.read({ ...veto, title })]);
        expect(Object.entries(feature.properties)).toEqual(columns);
      }),
    );
  });
});
