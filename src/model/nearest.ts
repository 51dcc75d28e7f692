import { distance } from 'fastest-levenshtein';

/** Longer words and lists are not compared: a hint is not worth the time. */
const most = { characters: 40, names: 2000 };

/** The nearest of some names, case folded, if it is near enough to be what was meant; the earlier of equals. */
export function nearest(value: string, names: readonly string[]): string | undefined {
  if (value.length < 2 || value.length > most.characters || names.length > most.names) return undefined;
  const folded = value.toLowerCase();
  let best: string | undefined;
  let least = Math.max(1, Math.floor(value.length / 3)) + 1;
  for (const name of names) {
    if (Math.abs(name.length - value.length) >= least) continue;
    const apart = distance(folded, name.toLowerCase());
    if (apart < least) [best, least] = [name, apart];
  }
  return best;
}
