import type { Existing } from './existing.ts';
import { placesOf } from './index-columns.ts';
import type { Prepared } from './prepare.ts';

const at = placesOf('event');

/** Whether a record that stands says what is given, stamps aside. */
export const isSame = (before: Existing, { start, extra }: Pick<Prepared, 'start' | 'extra'>): boolean =>
  before.body.startsWith(start) && before.extra === extra;

/** A record given anew says nothing of the claims about it, so it stays as contested as it was. */
export function asContested({ body }: Existing, given: Prepared): Prepared {
  const [contested, not] = ['"contested":true', '"contested":false'];
  const { noun, id, dataset, day, start, extra, index } = given;
  if (noun !== 'event' || !body.includes(contested)) return given;
  const own = index.own.with(at.contested, 1);
  return { noun, id, dataset, day, start: start.replace(not, contested), extra, index: { ...index, own } };
}
