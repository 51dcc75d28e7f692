import { named } from '../../db/names.ts';
import { sql } from '../../db/sql.ts';
import type { DayRange } from '../../model/edtf.ts';
import type { Source, SourceInput, sourceFilters } from '../../model/nouns/source.ts';
import { dayColumns, daysOf } from '../days.ts';
import type { FiltersOf, StoreNoun } from '../noun.ts';
import type { Clause } from '../query/clause.ts';
import { column, commonFilters } from '../query/clauses.ts';

const r = named('sources', 'r');

const filters = {
  ...commonFilters,
  kind: column('sources', 'kind'),
  datetime: ({ from, to }: DayRange): Clause => ({
    where: sql`${r.first_day} is not null and ${r.first_day} between ${from ?? 0} and ${to ?? Number.MAX_SAFE_INTEGER}`,
  }),
} satisfies FiltersOf<typeof sourceFilters>;

/** A source as passed to the store, with how much of its text the records cover. */
export type CoveredSource = SourceInput & Pick<Source, 'coverage'>;

/** How sources are stored and queried. */
export const source: StoreNoun<CoveredSource, Source, 'sources'> = {
  noun: 'source',
  table: 'sources',
  serve: ({ id: _, curated, coverage, ...given }) => ({ ...given, coverage, curated }),
  day: ({ published_on }) => daysOf(published_on, 'published_on').first,
  columns: { ...dayColumns('published_on'), kind: ({ kind }) => kind },
  side: {},
  references: () => [],
  filters,
  sorts: ['id', '-updated_at'],
  indexed: [],
  related: {},
};
