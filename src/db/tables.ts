import { sql } from 'drizzle-orm/sql';
import type { Kit } from './kit.ts';
import { defineSumTables } from './sum-tables.ts';

/**
 * Every table, once, for every engine.
 *
 * A record is stored once, as the JSON that is served, in `<noun>_bodies`; all other tables are an index of it that
 * `reindex` can rebuild. `key` orders events and statements by their first day (day × 2^30 + sequence), so that the
 * newest come by walking a primary key, full text included. Keys are unique across nouns. Every index of a table ends
 * with its primary key without being told, so each walks its records in the order of their days.
 */
export function defineTables(kit: Kit) {
  const { table, integer, real, text, index, primaryKey } = kit;
  const identity = () => ({
    key: integer('key').primaryKey(),
    id: text('id').notNull().unique(),
    dataset: text('dataset').notNull(),
    /** The save it was last changed by; `revisions` tells when that was. */
    revision: integer('revision').notNull(),
  });
  /** First and last day as day numbers, null when open; `spread` is 1 unless both are the same day. */
  const days = () => ({
    first_day: integer('first_day'),
    last_day: integer('last_day'),
    spread: integer('spread').notNull(),
  });
  const bodies = (noun: string) =>
    table(`${noun}_bodies`, { key: integer('key').primaryKey(), body: text('body').notNull(), extra: text('extra') });

  return {
    state: table('state', {
      id: integer('id').primaryKey(),
      revision: integer('revision').notNull(),
      sequence: integer('sequence').notNull(),
      secret: text('secret').notNull(),
      /** Licence and attribution of every dataset, as JSON: what `meta.datasets` says without another query. */
      catalogue: text('catalogue').notNull(),
    }),

    /** When each revision was made; later ones never earlier, so that records in their order are in that of time. */
    revisions: table('revisions', { revision: integer('revision').primaryKey(), at: text('at').notNull() }, (t) => [
      index('revisions_at').on(t.at),
    ]),

    events: table(
      'events',
      {
        ...identity(),
        ...days(),
        type: text('type').notNull(),
        country: text('country'),
        place_precision: text('place_precision'),
        latitude: real('latitude'),
        longitude: real('longitude'),
        realis: text('realis').notNull(),
        contested: integer('contested').notNull(),
        cameo: text('cameo'),
        plover: text('plover'),
        quad_class: integer('quad_class'),
        fatalities_best: integer('fatalities_best'),
        intensity_tenths: integer('intensity_tenths'),
        intensity_scale: text('intensity_scale'),
      },
      (t) => [
        index('events_type').on(t.type),
        index('events_country').on(t.country),
        index('events_cameo').on(t.cameo),
        index('events_dataset').on(t.dataset),
        index('events_revision').on(t.revision),
        index('events_place').on(t.latitude, t.longitude).where(sql`latitude is not null`),
        index('events_contested').on(t.key).where(sql`contested = 1`),
        index('events_fatalities').on(t.fatalities_best).where(sql`fatalities_best is not null`),
      ],
    ),
    event_bodies: bodies('event'),
    /**
     * Every actor an event can be found by, with its roles as bits: itself, through its tree, and as a principal.
     *
     * By key it is in the order in which events come in; the two indexes hold all of it in the order of what is asked.
     */
    event_actors: table(
      'event_actors',
      {
        key: integer('key').notNull(),
        actor: integer('actor').notNull(),
        type: text('type').notNull(),
        roles: integer('roles').notNull(),
      },
      (t) => [
        primaryKey({ columns: [t.key, t.actor] }),
        index('event_actors_actor').on(t.actor, t.key, t.roles),
        index('event_actors_type').on(t.actor, t.type, t.key, t.roles),
      ],
    ),

    ...defineSumTables(kit),

    statements: table(
      'statements',
      {
        ...identity(),
        ...days(),
        medium: text('medium').notNull(),
        quotation: text('quotation').notNull(),
        attribution: text('attribution').notNull(),
        cameo: text('cameo'),
      },
      (t) => [index('statements_dataset').on(t.dataset), index('statements_revision').on(t.revision)],
    ),
    statement_bodies: bodies('statement'),
    statement_actors: table(
      'statement_actors',
      { actor: integer('actor').notNull(), key: integer('key').notNull(), roles: integer('roles').notNull() },
      (t) => [primaryKey({ columns: [t.actor, t.key] }), index('statement_actors_key').on(t.key)],
    ),

    claims: table(
      'claims',
      { ...identity(), topic: text('topic').notNull(), contested: integer('contested').notNull() },
      (t) => [index('claims_revision').on(t.revision)],
    ),
    claim_bodies: bodies('claim'),
    /** One row a position; actor 0 is the source's own voice. */
    claim_positions: table(
      'claim_positions',
      { actor: integer('actor').notNull(), key: integer('key').notNull(), position: text('position').notNull() },
      (t) => [primaryKey({ columns: [t.actor, t.key, t.position] }), index('claim_positions_key').on(t.key)],
    ),

    actors: table('actors', { ...identity(), kind: text('kind').notNull(), country: text('country') }, (t) => [
      index('actors_revision').on(t.revision),
    ]),
    actor_bodies: bodies('actor'),
    /** Every spelling an actor is found by, folded; the lowest rank wins: id, ISO code, CAMEO code, name. */
    actor_names: table(
      'actor_names',
      { name: text('name').notNull(), key: integer('key').notNull(), rank: integer('rank').notNull() },
      (t) => [primaryKey({ columns: [t.name, t.key, t.rank] }), index('actor_names_key').on(t.key)],
    ),
    /** Who belongs to whom, by id, with the days it may have begun and ended; null when not told. */
    affiliations: table(
      'affiliations',
      {
        actor: text('actor').notNull(),
        key: integer('key').notNull(),
        first_day: integer('first_day'),
        last_day: integer('last_day'),
      },
      (t) => [index('affiliations_actor').on(t.actor, t.key), index('affiliations_key').on(t.key)],
    ),

    /** The events and statements that last longer than a day, with their first and last, null when open. */
    spans: table('spans', {
      key: integer('key').primaryKey(),
      first_day: integer('first_day'),
      last_day: integer('last_day'),
    }),

    sources: table('sources', { ...identity(), ...days(), kind: text('kind').notNull() }),
    source_bodies: bodies('source'),

    datasets: table('datasets', identity()),
    dataset_bodies: bodies('dataset'),

    /** Small many-valued facts of any noun, named `<noun>.<what>`: sources, details, what a statement is about. */
    terms: table(
      'terms',
      { name: text('name').notNull(), value: text('value').notNull(), key: integer('key').notNull() },
      (t) => [primaryKey({ columns: [t.name, t.value, t.key] }), index('terms_key').on(t.key)],
    ),
  };
}

/** The tables as one engine has them. */
export type Tables = ReturnType<typeof defineTables>;
