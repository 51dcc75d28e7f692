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
 * A record as a feature on a line of its own; its properties are the columns, unneutralised, numbers as numbers.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7946
 */
export function geojsonFeature(record: Row, columns: readonly Column[]): string {
  const properties: Row = {};
  for (const column of columns) properties[column.name] = column.read(record);
  return `\n${JSON.stringify({ type: 'Feature', id: record.id, geometry: geometry(record), properties })}`;
}
