/**
 * SQL fragments with bound values; a value never becomes part of the text.
 *
 * The API is drizzle's. Its fragments inspect the class of every part when created, which took 5 % of a page of 50
 * records; these hold two references each.
 */

/** A value that can be bound to a query. */
export type SqlValue = string | number | null;

/** A value that is bound by name when a constant query runs. */
export class Placeholder {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

type Part = SQL | Placeholder | SqlValue;

/** A SQL fragment: texts with a part between each two. */
export class SQL {
  readonly texts: readonly string[];
  readonly parts: readonly Part[];

  constructor(texts: readonly string[], parts: readonly Part[]) {
    this.texts = texts;
    this.parts = parts;
  }
}

const nothing: readonly never[] = [];

/** Builds a SQL fragment from a template; each `${}` is another fragment or a value to bind. */
export function sql(texts: TemplateStringsArray, ...parts: Part[]): SQL {
  return new SQL(texts, parts);
}

/** Raw SQL; never pass user input. */
sql.raw = (text: string): SQL => new SQL([text], nothing);

/** Joins fragments or values with a raw SQL separator. */
sql.join = (parts: readonly Part[], separator: string): SQL => {
  if (parts.length === 0) return sql.raw('');
  return new SQL(['', ...new Array<string>(parts.length - 1).fill(separator), ''], parts);
};

/** A value bound by name in a constant query. */
sql.placeholder = (name: string): Placeholder => new Placeholder(name);

/** A quoted table or column name. */
sql.identifier = (name: string): SQL => sql.raw(`"${name.replaceAll('"', '""')}"`);

/** A rendered query: its text, and its values or placeholders in order. */
export interface Written {
  text: string;
  readonly params: (SqlValue | Placeholder)[];
}

/**
 * Renders a query.
 *
 * @param mark returns the engine's placeholder for the value of this number, from 1
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
