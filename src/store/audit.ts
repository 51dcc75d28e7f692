import type { Reader } from '../db/database.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Source } from '../model/source.ts';
import type { Batch } from './batch.ts';
import { type Collection, collections } from './collections.ts';
import { RecordFault } from './derive.ts';
import { each } from './list.ts';
import { checkReferences } from './references.ts';

/** What a walk through all records found. */
export interface Audit {
  readonly records: number;
  /** References that lead nowhere: record, field and id; the first of every 500 records. */
  readonly dangling: readonly string[];
  /** Records with evidence whose text is gone or too short for it. */
  readonly orphaned: readonly string[];
}

interface Holder {
  readonly id: string;
  readonly evidence?: readonly Evidence[];
  readonly positions?: readonly { readonly evidence: readonly Evidence[] }[];
  readonly affiliations?: readonly { readonly evidence: readonly Evidence[] }[];
}

const evidenceOf = ({ evidence, positions, affiliations }: Holder): Evidence[] => [
  ...(evidence ?? []),
  ...(positions ?? []).flatMap((position) => position.evidence),
  ...(affiliations ?? []).flatMap((affiliation) => affiliation.evidence),
];

const empty = { sources: [], actors: [], events: [], statements: [], claims: [] };

async function* records<Kept>(db: Reader, path: string): AsyncGenerator<readonly Kept[]> {
  const collection = collections.get(path) as Collection;
  const sort = collection.sorts[0];
  const query = { collection, filter: {}, actors: new Map(), sort, after: null, limit: Number.POSITIVE_INFINITY };
  for await (const rows of each(db, query)) yield rows.map(({ body }) => JSON.parse(body) as Kept);
}

async function danglingOf(db: Reader, path: string, held: readonly Holder[]): Promise<string[]> {
  try {
    await checkReferences(db, { ...empty, [path]: held } as unknown as Batch);
    return [];
  } catch (cause) {
    if (cause instanceof RecordFault) return [cause.message];
    throw cause;
  }
}

/** Reads every record and follows every reference; some 20 s for a million records. */
export async function audit(db: Reader): Promise<Audit> {
  const lengths = new Map<string, number | null>();
  for await (const sources of records<Source>(db, 'sources')) {
    for (const { id, text_length } of sources) lengths.set(id, text_length);
  }
  const isOrphaned = ({ status, source_id, selector }: Evidence) =>
    status === 'orphaned' ||
    (selector !== null && selector.end > (lengths.get(source_id ?? '') ?? Number.POSITIVE_INFINITY));
  const found = { records: lengths.size, dangling: [] as string[], orphaned: [] as string[] };
  for (const path of ['actors', 'events', 'statements', 'claims']) {
    for await (const held of records<Holder>(db, path)) {
      found.records += held.length;
      found.dangling.push(...(await danglingOf(db, path, held)));
      const orphaned = held.filter((record) => evidenceOf(record).some(isOrphaned));
      found.orphaned.push(...orphaned.map(({ id }) => `${path}/${id}`));
    }
  }
  return found;
}
