/**
 * Queries as text with values in it, put together from pieces; a value never becomes text.
 *
 * The spelling is drizzle's. Its own pieces look at the class of every part when they are made, which took a twentieth
 * of a page of 50 records; these are two references each.
 */

/** What a query may compare with. */
export type SqlValue = string | number | null;

/** A value that is given by name when a constant query is run. */
export class Placeholder {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

type Part = SQL | Placeholder | SqlValue;

/** A piece of a query: texts with a part between each two. */
export class SQL {
  readonly texts: readonly string[];
  readonly parts: readonly Part[];

  constructor(texts: readonly string[], parts: readonly Part[]) {
    this.texts = texts;
    this.parts = parts;
  }
}

const nothing: readonly never[] = [];

/** A piece of a query as a template; what stands in `${}` is another piece, or a value. */
export function sql(texts: TemplateStringsArray, ...parts: Part[]): SQL {
  return new SQL(texts, parts);
}

/** Text as it is, which must be the program's own. */
sql.raw = (text: string): SQL => new SQL([text], nothing);

/** Pieces or values, one after the other, with text of the program's own between them. */
sql.join = (parts: readonly Part[], separator: string): SQL => {
  if (parts.length === 0) return sql.raw('');
  return new SQL(['', ...new Array<string>(parts.length - 1).fill(separator), ''], parts);
};

/** A value given by name, in a query that is a constant of its module. */
sql.placeholder = (name: string): Placeholder => new Placeholder(name);

/** The name of a table or column. */
sql.identifier = (name: string): SQL => sql.raw(`"${name.replaceAll('"', '""')}"`);

/** A query as an engine takes it: text, and the values or their names in order. */
export interface Written {
  text: string;
  readonly params: (SqlValue | Placeholder)[];
}

/**
 * Writes a query out.
 *
 * @param mark how the engine writes the place of the value of this number, from 1
 */
export function writeSql(piece: SQL, mark: (at: number) => string, into: Written = { text: '', params: [] }): Written {
  const { texts, parts } = piece;
  into.text += texts[0];
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at] as Part;
    if (part instanceof SQL) {
      writeSql(part, mark, into);
    } else {
      into.params.push(part);
      into.text += mark(into.params.length);
    }
    into.text += texts[at + 1];
  }
  return into;
}
