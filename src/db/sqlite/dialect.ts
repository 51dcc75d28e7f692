import type { TextQuery, TextTerm } from '../../model/text-query.ts';
import type { Dialect } from '../database.ts';
import { type SQL, sql } from '../sql.ts';

const index = (noun: string): SQL => sql.raw(`${noun}_search`);

/** Words are already folded to letters and digits, so quoting is all FTS5 needs. */
function ftsTerm({ words, prefix }: TextTerm): string {
  return `"${words.join(' ')}"${prefix ? '*' : ''}`;
}

function ftsQuery({ terms }: TextQuery): string {
  const wanted = terms.filter((term) => !term.negative).map(ftsTerm);
  const unwanted = terms.filter((term) => term.negative).map(ftsTerm);
  return [`(${wanted.join(' AND ')})`, ...unwanted].join(' NOT ');
}

/** The SQLite dialect. @see https://www.sqlite.org/fts5.html */
export const sqliteDialect: Dialect = {
  textTable: (noun) => sql`${index(noun)} s`,
  textKey: sql.raw('s.rowid'),
  textMatch: (noun, query) => sql`${index(noun)} match ${ftsQuery(query)}`,
  textRank: (noun) => sql`cast(bm25(${index(noun)}) * 1000000 as integer)`,
};
