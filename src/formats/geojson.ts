import { z } from 'zod';
import type { WriterOf } from './chunk.ts';
import { type Column, rowsOf } from './columns.ts';
import type { Row } from './fields.ts';

const head = '{"type":"FeatureCollection","features":[';
const separator = ',';
const foot = '\n]}\n';

/** The schema of a list of records as GeoJSON, RFC 7946. */
export const FeatureCollection = z
  .strictObject({
    type: z.literal('FeatureCollection'),
    features: z.array(
      z.strictObject({
        type: z.literal('Feature'),
        id: z.string().describe('Id of the record.'),
        geometry: z
          .strictObject({
            type: z.literal('Point'),
            coordinates: z.array(z.number()).min(2).max(2).describe('Longitude and latitude in degrees, WGS 84.'),
          })
          .nullable()
          .describe('Null for records without coordinates.'),
        properties: z.record(z.string(), z.unknown()).describe('The CSV columns.'),
      }),
    ),
  })
  .meta({ id: 'FeatureCollection' });

/** A point in degrees, WGS 84, longitude first; null without both coordinates. */
function geometry({ place }: Row): object | null {
  if (place === null || typeof place !== 'object') return null;
  const { longitude, latitude } = place as Row;
  if (typeof longitude !== 'number' || typeof latitude !== 'number') return null;
  return { type: 'Point', coordinates: [longitude, latitude] };
}

/**
 * Returns a function that writes a record as a feature on its own line.
 *
 * Its properties are the columns; numbers and nulls keep their type and no text is escaped.
 * @see https://www.rfc-editor.org/rfc/rfc7946
 */
export function geojsonFeatures(columns: readonly Column[]): (record: Row) => string {
  const keys = columns.map((column, at) => `${at === 0 ? '' : ','}${JSON.stringify(column.name)}:`);
  return (record) => {
    const id = JSON.stringify(record.id);
    let feature = `\n{"type":"Feature","id":${id},"geometry":${JSON.stringify(geometry(record))},"properties":{`;
    for (let at = 0; at < columns.length; at += 1) {
      const value = columns[at]!.read(record);
      feature += keys[at]! + (typeof value === 'string' ? JSON.stringify(value) : value);
    }
    return `${feature}}}`;
  };
}

/** Writes records as the features of one collection. */
export const geojsonWriter: WriterOf = (noun, { columns, begun }) => {
  const feature = geojsonFeatures(columns);
  let between = begun ? separator : '';
  const row = (body: string) => {
    const text = between + rowsOf(noun, JSON.parse(body)).map(feature).join(separator);
    between = separator;
    return text;
  };
  return { head, row, foot };
};
