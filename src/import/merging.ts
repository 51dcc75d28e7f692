import type { Merge } from '../store/block.ts';
import { contentOf, restated } from '../store/prepare.ts';
import { isJoined, type PublicImporter } from './importer.ts';
import { standingOf } from './joining.ts';
import { givenEvent } from './standing.ts';

/** How an importer keeps of a record that stands what its own rows do not say; undefined where it keeps nothing. */
export function mergeOf(importer: PublicImporter): Merge | undefined {
  if (isJoined(importer) || importer.merge === undefined) return undefined;
  const { merge } = importer;
  return (existing, given) => restated(given, merge(standingOf(existing), givenEvent(contentOf(given))));
}
