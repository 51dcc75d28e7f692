import type { Merge } from '../store/write/chunk.ts';
import { contentOf, hiddenIn, restated } from '../store/write/encode.ts';
import { isJoined, type PublicImporter, type Standing } from './importer.ts';
import { standingOf } from './joining.ts';
import { givenEvent } from './standing.ts';

/** How an importer keeps of a record that stands what its own rows do not say; undefined where it keeps nothing. */
export function mergeOf(importer: PublicImporter): Merge | undefined {
  if (isJoined(importer) || importer.merge === undefined) return undefined;
  const { merge } = importer;
  return (existing, given) => {
    const { native = {} } = hiddenIn(given.extra);
    const standing = { record: contentOf(given), native: native as Standing['native'] };
    return restated(given, merge(standingOf(existing), givenEvent(standing)));
  };
}
