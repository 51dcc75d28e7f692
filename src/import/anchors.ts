import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { UsageError } from '../errors.ts';
import type { Evidence } from '../model/evidence.ts';
import type { SourceInput } from '../model/nouns/source.ts';
import { modelOf, type Noun } from '../model/nouns.ts';
import { contentNouns, type DatasetContents, recordsOf } from './dataset-contents.ts';

/** One piece of evidence in a dataset. */
export interface Cited {
  /** Its path, such as `statement tillerson-trust.evidence.0`. */
  readonly place: string;
  readonly evidence: Evidence;
  /** The fields it may support; null when not checked. */
  readonly fields: ReadonlySet<string> | null;
}

/** The fields of a noun, across all event types. */
function fieldsOf(noun: Noun): ReadonlySet<string> {
  const schema = modelOf(noun).record as z.ZodObject | z.ZodDiscriminatedUnion<z.ZodObject[]>;
  const shapes = 'options' in schema ? schema.options.map(({ shape }) => shape) : [schema.shape];
  return new Set(shapes.flatMap((shape) => Object.keys(shape)));
}

/** Lists all evidence of a dataset; the `supports` of evidence inside a part of a record is not checked. */
export function citedIn(given: DatasetContents): Cited[] {
  return contentNouns.flatMap((noun) => {
    const fields = fieldsOf(noun);
    return recordsOf(given, noun).flatMap((record) =>
      modelOf(noun)
        .evidence(record as never)
        .flatMap(({ path, evidence }) =>
          evidence.map((item, at) => ({
            place: `${noun} ${record.id}.${path}evidence.${at}`,
            evidence: item,
            fields: path === '' ? fields : null,
          })),
        ),
    );
  });
}

/** Finds a fault of an anchor that shows without the text; null if none. */
function faultOf({ evidence, fields }: Cited, source: SourceInput | undefined): string | null {
  const { selector, sentence, exact, sha256, supports, status } = evidence;
  const unknown = supports?.find((path) => fields !== null && !fields.has(path.split('.', 1)[0] ?? ''));
  if (unknown !== undefined) return `supports "${unknown}", which is not a field of the record`;
  if (exact !== null && createHash('sha256').update(exact).digest('hex') !== sha256) {
    return `the quotation "${exact}" does not match its sha256`;
  }
  if (status === 'verified' && (selector === null || sha256 === null)) {
    return 'is marked verified without a selector and a sha256';
  }
  if (selector !== null && selector.start >= selector.end)
    return `${selector.start}–${selector.end} is not a valid range`;
  if (source === undefined) return null;
  const end = source.text_length;
  if (selector !== null && end !== null && selector.end > end) {
    return `ends at ${selector.end}, after the text, which has ${end} code points`;
  }
  if (sentence === null || source.sentences.length === 0) return null;
  const around = source.sentences.find(({ index }) => index === sentence);
  if (around === undefined) return `names sentence ${sentence}, which the source does not have`;
  const inside = selector === null || (around.start <= selector.start && selector.end <= around.end);
  return inside ? null : `lies outside sentence ${sentence}, ${around.start}–${around.end}`;
}

/**
 * Checks anchors as far as possible without the texts: quotation hashes, positions within text and sentence, field
 * names.
 *
 * @throws UsageError naming the record and the anchor of the first faults.
 */
export function checkAnchors(given: DatasetContents): void {
  const sources = new Map(given.sources.map((source) => [source.id, source]));
  const faults = citedIn(given).flatMap((cited) => {
    const reason = faultOf(cited, sources.get(cited.evidence.source_id ?? ''));
    return reason === null ? [] : [`  ${cited.place} ${reason}`];
  });
  if (faults.length === 0) return;
  const more = faults.length > 10 ? `\n  and ${faults.length - 10} more` : '';
  throw new UsageError(`The dataset ${given.dataset.id} has wrong anchors:\n${faults.slice(0, 10).join('\n')}${more}`);
}
