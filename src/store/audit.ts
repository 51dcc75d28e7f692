import type { Reader } from '../db/database.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Source } from '../model/nouns/source.ts';
import { modelOf, type Noun, nounNames } from '../model/nouns.ts';
import { RecordFault } from './fault.ts';
import { collectionOf } from './query/collections.ts';
import { each } from './query/list.ts';
import { hiddenIn } from './write/encode.ts';
import { checkReferences } from './write/references.ts';

/** The result of checking all records. */
export interface Audit {
  readonly records: number;
  /** Dangling references as record, field and id; the first in every 500 records. */
  readonly dangling: readonly string[];
  /** Records with evidence whose source text is missing or too short for the selector. */
  readonly orphaned: readonly string[];
}

interface Kept {
  readonly record: { readonly id: string };
  readonly extra: string | null;
}

async function* recordsOf(db: Reader, noun: Noun): AsyncGenerator<readonly Kept[]> {
  const collection = collectionOf(noun);
  const [sort] = collection.sorts;
  const limit = Number.POSITIVE_INFINITY;
  const query = { collection, filter: {}, actors: new Map(), sort, after: null, limit, extra: true };
  for await (const { rows } of each(db, query)) {
    yield rows.map(({ body, extra }) => ({ record: JSON.parse(body) as Kept['record'], extra }));
  }
}

async function danglingOf(db: Reader, noun: Noun, kept: readonly Kept[]): Promise<string[]> {
  const extras = new Map(kept.map(({ record, extra }) => [record as object, extra]));
  try {
    const given = new Map([[noun, kept.map(({ record }) => record)]]);
    await checkReferences(db, given, undefined, (record) => hiddenIn(extras.get(record) ?? null));
    return [];
  } catch (cause) {
    if (cause instanceof RecordFault) return [cause.message];
    throw cause;
  }
}

/** Reads every record and follows every reference; about 20 s for a million records. */
export async function audit(db: Reader): Promise<Audit> {
  const lengths = new Map<string, number | null>();
  for await (const sources of recordsOf(db, 'source')) {
    for (const { record } of sources) lengths.set(record.id, (record as Source).text_length);
  }
  const isOrphaned = ({ status, source_id, selector }: Evidence) =>
    status === 'orphaned' ||
    (selector !== null && selector.end > (lengths.get(source_id ?? '') ?? Number.POSITIVE_INFINITY));
  const found = { records: lengths.size, dangling: [] as string[], orphaned: [] as string[] };
  for (const noun of nounNames.filter((name) => name !== 'source' && name !== 'dataset')) {
    const { path, evidence } = modelOf(noun);
    for await (const kept of recordsOf(db, noun)) {
      found.records += kept.length;
      found.dangling.push(...(await danglingOf(db, noun, kept)));
      const orphaned = kept.filter(({ record }) =>
        evidence(record as never).some((cited) => cited.evidence.some(isOrphaned)),
      );
      found.orphaned.push(...orphaned.map(({ record }) => `${path}/${record.id}`));
    }
  }
  return found;
}
