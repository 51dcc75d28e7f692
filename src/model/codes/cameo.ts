import { cameoTable } from './cameo-table.ts';

/** What a CAMEO code is in PLOVER, its successor: a type, for some types a mode, and the contexts it implies. */
export interface PloverCode {
  readonly type: string;
  readonly mode: string | null;
  readonly contexts: readonly string[];
}

/**
 * One CAMEO code with what the published tables say of that very code, nothing inherited.
 *
 * `base` is its first three digits and `root` its first two; a root is its own base.
 */
export interface CameoCode {
  readonly code: string;
  readonly base: string;
  readonly root: string;
  readonly label: string;
  /** 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict, as GDELT and ICEWS count. */
  readonly quad_class: QuadClass;
  /** GDELT's Goldstein value times ten; null where its table has none. */
  readonly goldstein_gdelt_tenths: number | null;
  readonly plover: PloverCode | null;
}

/** GDELT's four classes of event, by number. */
export type QuadClass = 1 | 2 | 3 | 4;

/** What follows from a CAMEO code: the shape of an event's `classification`. */
export interface Classification {
  readonly cameo: { readonly code: string; readonly base: string; readonly root: string; readonly label: string };
  readonly plover: PloverCode | null;
  readonly quad_class: QuadClass;
  /** `value` runs from -10 to 10; `inherited` says that it belongs to the code's base or root. */
  readonly intensity: {
    readonly value: number;
    readonly scale: 'goldstein-gdelt';
    readonly inherited: boolean;
  } | null;
}

/** Every CAMEO code, roots included, in code order. */
export const cameoCodes: readonly CameoCode[] = cameoTable.trim().split('\n').map(parseRow);

/** The same rows by code; codes are strings, `013` is there and `13` is another. */
export const cameoByCode: ReadonlyMap<string, CameoCode> = new Map(cameoCodes.map((row) => [row.code, row]));

const broader = new Set(cameoCodes.flatMap(({ code }) => [code.slice(0, -1), code.slice(0, -2)]));

/** Whether no other code begins with a code, so that all that begins with it is the code itself. */
export const isWholeCameo = (code: string): boolean => cameoByCode.has(code) && !broader.has(code);

/**
 * Says what follows from a CAMEO code, or null for a code that is not in the table.
 *
 * A code without an intensity takes its base's, else its root's, and says so. A four-digit code without a PLOVER row
 * takes its base's; roots, `01x`, `02x`, `155` and `176` have none, because PLOVER has no general type for them.
 */
export function classify(code: string): Classification | null {
  const row = cameoByCode.get(code);
  if (row === undefined) return null;
  return {
    cameo: { code: row.code, base: row.base, root: row.root, label: row.label },
    plover: ploverOf(row),
    quad_class: row.quad_class,
    intensity: intensityOf(row),
  };
}

// 183 stands for suicide bombings in PLOVER; 1834, a bomb left at a place, is of a kind with 1832 and 1833.
const ploverStandIns: ReadonlyMap<string, string> = new Map([['1834', '1833']]);

function ploverOf(row: CameoCode): PloverCode | null {
  return row.plover ?? cameoByCode.get(ploverStandIns.get(row.code) ?? row.base)?.plover ?? null;
}

function intensityOf(row: CameoCode): Classification['intensity'] {
  for (const code of [row.code, row.base, row.root]) {
    const tenths = cameoByCode.get(code)?.goldstein_gdelt_tenths ?? null;
    if (tenths !== null) return { value: tenths / 10, scale: 'goldstein-gdelt', inherited: code !== row.code };
  }
  return null;
}

function parseRow(line: string): CameoCode {
  const [code = '', quad, tenths, type, mode, contexts, label = ''] = line.split('|');
  return {
    code,
    base: code.slice(0, 3),
    root: code.slice(0, 2),
    label,
    quad_class: Number(quad) as QuadClass,
    goldstein_gdelt_tenths: tenths ? Number(tenths) : null,
    plover: type ? { type, mode: mode || null, contexts: contexts ? contexts.split('; ') : [] } : null,
  };
}
