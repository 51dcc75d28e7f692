import type { Kit } from './kit.ts';

/**
 * Small tables of sums over events, from which timelines, facets and dyads are answered; every save keeps them exact.
 *
 * `period` is a number of `store/sums/periods.ts`. All are an index that can be made again from `events` and
 * `event_actors`.
 */
export function defineSumTables({ table, integer, text, primaryKey }: Kit) {
  /** Which events are summed: those a state finds by its tree (its key; 0: all), a stretch of time, a dataset. */
  const summed = () => ({
    scope: integer('scope').notNull(),
    period: integer('period').notNull(),
    dataset: text('dataset').notNull(),
  });
  /** Sums over events; `with_fatalities` and `rated` are how many have a figure, and an intensity on GDELT's scale. */
  const sums = () => ({
    events: integer('events').notNull(),
    fatalities: integer('fatalities').notNull(),
    with_fatalities: integer('with_fatalities').notNull(),
    tenths: integer('tenths').notNull(),
    rated: integer('rated').notNull(),
  });
  return {
    event_totals: table('event_totals', { ...summed(), ...sums() }, (t) => [
      primaryKey({ columns: [t.scope, t.period, t.dataset] }),
    ]),
    /** Events by what they are; '' and 0 for what an event has not, because keys take no null. */
    event_kinds: table(
      'event_kinds',
      {
        ...summed(),
        type: text('type').notNull(),
        cameo: text('cameo').notNull(),
        quad_class: integer('quad_class').notNull(),
        plover: text('plover').notNull(),
        ...sums(),
      },
      (t) => [primaryKey({ columns: [t.scope, t.period, t.dataset, t.type, t.cameo, t.quad_class, t.plover] })],
    ),
    /** Events by where they took place and how sure that is. */
    event_places: table(
      'event_places',
      {
        ...summed(),
        country: text('country').notNull(),
        place_precision: text('place_precision').notNull(),
        realis: text('realis').notNull(),
        contested: integer('contested').notNull(),
        ...sums(),
      },
      (t) => [
        primaryKey({ columns: [t.scope, t.period, t.dataset, t.country, t.place_precision, t.realis, t.contested] }),
      ],
    ),
    /** Events by each of their principals, 0 for those without; of all events only. */
    event_principals: table('event_principals', { ...summed(), actor: integer('actor').notNull(), ...sums() }, (t) => [
      primaryKey({ columns: [t.scope, t.period, t.dataset, t.actor] }),
    ]),
    /** Events by who acts on whom; `counts` says, as bits, whether a row counts each of the two and each direction. */
    event_links: table(
      'event_links',
      {
        ...summed(),
        actor: integer('actor').notNull(),
        other: integer('other').notNull(),
        counts: integer('counts').notNull(),
        ...sums(),
        cooperation: integer('cooperation').notNull(),
        conflict: integer('conflict').notNull(),
      },
      (t) => [primaryKey({ columns: [t.scope, t.period, t.dataset, t.actor, t.other, t.counts] })],
    ),
    /** The few events of so many principals that their links are not summed but counted when asked for. */
    event_crowds: table('event_crowds', {
      key: integer('key').primaryKey(),
      principals: integer('principals').notNull(),
    }),
  };
}
