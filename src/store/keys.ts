/** Sequence numbers below one day: a key is day × 2^30 + sequence, a safe integer for every year from 0 to 9999. */
const perDay = 2 ** 30;

/** The key of a record, from its day (null: undated, sorts lowest) and its sequence number. */
export function recordKey(day: number | null, sequence: number): number {
  return (day === null ? 0 : day + 1) * perDay + sequence;
}

/** The sequence number of a record, which is kept when its day is corrected. */
export const sequenceOf = (key: number): number => key % perDay;

/** The lowest key of a day. */
export function firstKeyOf(day: number): number {
  return (day + 1) * perDay;
}
