import type { Column } from './columns.ts';
import type { Row } from './fields.ts';

/** What stands before the first feature. */
export const geojsonHead = '{"type":"FeatureCollection","features":[';

/** What stands between two features. */
export const geojsonSeparator = ',';

/** What stands after the last feature. */
export const geojsonFoot = '\n]}\n';

/** A point in degrees, WGS 84, longitude first; null without both coordinates. */
function geometry({ place }: Row): object | null {
  if (place === null || typeof place !== 'object') return null;
  const { longitude, latitude } = place as Row;
  if (typeof longitude !== 'number' || typeof latitude !== 'number') return null;
  return { type: 'Point', coordinates: [longitude, latitude] };
}

/**
 * A function that writes a record as a feature on a line of its own.
 *
 * Its properties are the columns, numbers as numbers, null as null and no text neutralised.
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
