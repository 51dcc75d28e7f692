import type { Dataset, datasetFilters } from '../../model/nouns/dataset.ts';
import type { FiltersOf, StoreNoun } from '../noun.ts';
import { commonFilters } from '../query/clauses.ts';

/** How datasets are stored and queried. */
export const dataset: StoreNoun<Dataset, Dataset, 'datasets'> = {
  noun: 'dataset',
  table: 'datasets',
  serve: ({ id: _, ...given }) => given,
  columns: {},
  side: {},
  references: () => [],
  filters: { ...commonFilters } satisfies FiltersOf<typeof datasetFilters>,
  sorts: ['id', '-updated_at'],
  indexed: [],
  related: {},
};
