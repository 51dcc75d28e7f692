import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { defineTables } from '../tables.ts';

/** Every table as SQLite has it; drizzle-kit reads the named exports to write migrations. */
export const {
  state,
  revisions,
  events,
  event_bodies,
  event_actors,
  event_totals,
  event_kinds,
  event_places,
  event_principals,
  event_links,
  event_crowds,
  statements,
  statement_bodies,
  statement_actors,
  claims,
  claim_bodies,
  claim_positions,
  actors,
  actor_bodies,
  actor_names,
  affiliations,
  spans,
  sources,
  source_bodies,
  datasets,
  dataset_bodies,
  terms,
} = defineTables({ table: sqliteTable, integer, real, text, index, primaryKey });
