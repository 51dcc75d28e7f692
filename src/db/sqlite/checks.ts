import { statSync } from 'node:fs';
import type { Finding, SchemaState } from '../database.ts';
import { connect } from './connection.ts';

/** The size of a file in bytes; 0 if it does not exist. */
export const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** Checks the integrity of the file. */
export function checkIntegrity(path: string): Finding {
  // A connection opened before other writes would check the text index against stale cached data.
  const fresh = connect(path, { mustExist: true, readOnly: true });
  try {
    const rows = fresh.pragma('integrity_check(20)') as { integrity_check: string }[];
    const lines = rows.map((row) => row.integrity_check).filter((line) => line !== 'ok');
    if (lines.length === 0) return { level: 'ok', check: 'integrity', text: 'the storage is sound' };
    const faults = lines.length === 1 ? '1 fault' : `${lines.length} faults`;
    const todo = 'restore a backup, or move the file away and start afresh';
    return { level: 'fail', check: 'integrity', text: `${lines[0]?.split('\n')[0]} (${faults}); ${todo}` };
  } finally {
    fresh.close();
  }
}

/** Checks that the schema is the one of this version. */
export function checkSchema({ pending, newer }: SchemaState): Finding {
  const check = 'schema';
  if (newer) {
    const text = 'from a newer version; update Demarche or set DATABASE_URL to another database';
    return { level: 'fail', check, text };
  }
  if (pending.length === 0) return { level: 'ok', check, text: 'is the one of this version' };
  return { level: 'warn', check, text: `lacks ${pending.join(', ')}; run \`npx demarche migrate\`` };
}
