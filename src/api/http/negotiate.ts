import { Problem } from '../../errors.ts';

/** A representation that a response can have. */
export interface Offer {
  readonly name: string;
  readonly media_type: string;
}

/** The offer of endpoints that return only JSON. */
export const jsonOnly: readonly Offer[] = [{ name: 'json', media_type: 'application/json' }];

interface Range {
  readonly type: string;
  readonly q: number;
}

function ranges(accept: string): Range[] {
  return accept.split(',').map((part) => {
    const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    const q = parameters.find((parameter) => parameter.startsWith('q='));
    return { type, q: q === undefined ? 1 : Number(q.slice(2)) || 0 };
  });
}

/** How specifically a range matches a media type: 3 exactly, 2 by its main type, 1 by a bare star, 0 not at all. */
function specificity(range: string, media_type: string): number {
  if (range === media_type) return 3;
  if (range === '*/*') return 1;
  return range.endsWith('/*') && media_type.startsWith(range.slice(0, -1)) ? 2 : 0;
}

/** The q of a media type: that of the most specific matching range. */
function quality(media_type: string, accepted: readonly Range[]): number {
  let best = { exact: 0, q: 0 };
  for (const { type, q } of accepted) {
    const exact = specificity(type, media_type);
    if (exact > best.exact) best = { exact, q };
  }
  return best.q;
}

/**
 * Chooses the offer a client prefers, the earlier one on a tie; parameters of media types are ignored, so that
 * `application/json; charset=utf-8` is JSON.
 *
 * @throws Problem `not-acceptable` when it accepts none of them.
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.accept
 */
export function negotiate<O extends Offer>(accept: string | undefined, offers: readonly O[]): O {
  const [first] = offers;
  if (first === undefined) throw new Error('There are no offers.');
  if (accept === undefined || accept === '' || accept === '*/*') return first;
  const accepted = ranges(accept);
  let best: { offer: O | null; q: number } = { offer: null, q: 0 };
  for (const offer of offers) {
    const q = quality(offer.media_type, accepted);
    if (q > best.q) best = { offer, q };
  }
  if (best.offer === null) {
    const types = offers.map(({ media_type }) => media_type);
    throw new Problem(
      'not-acceptable',
      `None of the types in \`Accept\` is available here; available: ${types.join(', ')}.`,
      [
        {
          parameter: 'Accept',
          value: accept.slice(0, 200),
          message: 'names no format of this endpoint',
          accepted: types,
        },
      ],
    );
  }
  return best.offer;
}
