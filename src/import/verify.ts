import { createHash } from 'node:crypto';
import type { Evidence } from '../model/evidence.ts';
import type { SourceInput } from '../model/nouns/source.ts';
import { modelOf } from '../model/nouns.ts';
import type { ByNoun } from '../store/write/references.ts';

/** A source text: the hash of its file, and its code points. */
export interface SourceText {
  readonly sha256: string;
  readonly points: readonly string[];
}

/** One piece of evidence and the record that holds it. */
export interface Anchor {
  /** The record, such as `event veto-2017-04-12`. */
  readonly record: string;
  /** The field of the record, such as `positions.2.evidence.0`. */
  readonly path: string;
  /** Whether it counts its sentence as covered; a mere actor name does not. */
  readonly covers: boolean;
  readonly evidence: Evidence;
}

/** What is wrong with a source or an anchor. */
export interface Fault {
  readonly record: string;
  readonly path: string;
  readonly reason: string;
}

/** A sentence and the records it supports. */
export interface CoveredSentence {
  readonly index: number;
  readonly start: number;
  readonly end: number;
  readonly records: readonly string[];
}

/** The result of comparing a source with its text. */
export interface Verification {
  readonly source_id: string;
  readonly text: { readonly sha256: string; readonly length: number };
  /** `unanchored` ones have no passage with a hash or quotation to compare. */
  readonly anchors: {
    readonly total: number;
    readonly right: number;
    readonly wrong: number;
    readonly unanchored: number;
  };
  readonly coverage: {
    readonly sentences: number;
    readonly supported: number;
    readonly unsupported: readonly number[];
  };
  readonly sentences: readonly CoveredSentence[];
  /** Ranges of code points that belong to no sentence. */
  readonly outside: readonly { readonly start: number; readonly end: number }[];
  readonly faults: readonly Fault[];
}

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');

/** Reads a text; null when the bytes are not UTF-8. A byte order mark counts as a code point, line ends stay as they are. */
export function readSourceText(bytes: Uint8Array): SourceText | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { sha256: sha256(bytes), points: Array.from(text) };
  } catch {
    return null;
  }
}

/** Every anchor of a source in some records, by their noun. */
export function anchorsOf(source: string, records: ByNoun): Anchor[] {
  return [...records].flatMap(([noun, list]) =>
    list.flatMap((record) =>
      modelOf(noun)
        .evidence(record as never)
        .flatMap(({ path, evidence, covers }) =>
          evidence.flatMap((item, at) =>
            item.source_id === source
              ? [{ record: `${noun} ${record.id}`, path: `${path}evidence.${at}`, covers, evidence: item }]
              : [],
          ),
        ),
    ),
  );
}

type SourceFields = Pick<SourceInput, 'id' | 'text_sha256' | 'text_length' | 'sentences'>;

function sourceFaults(source: SourceFields, { sha256, points }: SourceText): Fault[] {
  const faults: Fault[] = [];
  const fault = (path: string, reason: string) => faults.push({ record: `source ${source.id}`, path, reason });
  if (source.text_sha256 !== null && source.text_sha256 !== sha256) {
    fault('text_sha256', `is ${source.text_sha256}, but the text has ${sha256}: it is a different text or version`);
  }
  if (source.text_length !== null && source.text_length !== points.length) {
    fault('text_length', `is ${source.text_length}, the text has ${points.length} code points`);
  }
  let before = 0;
  for (const [at, { index, start, end }] of source.sentences.entries()) {
    if (index !== at) fault(`sentences.${at}`, `has the index ${index}`);
    if (start < before || start >= end) fault(`sentences.${at}`, `${start}–${end} does not follow the sentence before`);
    if (end > points.length) fault(`sentences.${at}`, `ends at ${end}, after the text`);
    before = end;
  }
  return faults;
}

const quoted = (points: readonly string[]) => {
  const text = points.slice(0, 60).join('');
  return JSON.stringify(points.length > 60 ? `${text}…` : text);
};

/** What is wrong with one anchor, or null. */
function wrong({ evidence }: Anchor, source: SourceFields, { points }: SourceText): string | null {
  const { selector, sentence, exact } = evidence;
  if (selector === null) return 'quotes without a selector';
  const { start, end } = selector;
  if (start >= end) return `${start}–${end} is not a valid range`;
  if (end > points.length) return `ends at ${end}, after the text, which has ${points.length} code points`;
  const passage = points.slice(start, end);
  const found = passage.join('');
  if (exact !== null && exact !== found)
    return `${start}–${end} reads ${quoted(passage)}, not ${quoted(Array.from(exact))}`;
  if (evidence.sha256 !== null && evidence.sha256 !== sha256(found)) {
    return `${start}–${end}, which reads ${quoted(passage)}, does not have the hash ${evidence.sha256}`;
  }
  if (sentence === null) return null;
  const around = source.sentences.find(({ index }) => index === sentence);
  if (around === undefined) return `names sentence ${sentence}, which the source does not have`;
  const inside = around.start <= start && end <= around.end;
  return inside ? null : `${start}–${end} is not inside sentence ${sentence}, ${around.start}–${around.end}`;
}

/** Trimmed ranges outside every sentence that hold more than white space. */
function outsideOf({ sentences }: SourceFields, { points }: SourceText): { start: number; end: number }[] {
  const ends = [0, ...sentences.map(({ end }) => end)];
  const starts = [...sentences.map(({ start }) => start), points.length];
  return ends.flatMap((from, at) => {
    const stretch = points.slice(from, starts[at]);
    const start = stretch.findIndex((point) => point.trim() !== '');
    const last = stretch.findLastIndex((point) => point.trim() !== '');
    return start < 0 ? [] : [{ start: from + start, end: from + last + 1 }];
  });
}

/** Whether there is neither a quotation nor a hashed passage to compare. */
const isUnanchored = ({ evidence: { selector, sha256, exact } }: Anchor) =>
  exact === null && (selector === null || sha256 === null);

/**
 * Compares a source and every anchor in it with its text: hash and length of the whole, then each anchor's position,
 * hash, quotation and sentence, exact to the code point.
 */
export function verifySource(source: SourceFields, anchors: readonly Anchor[], text: SourceText): Verification {
  const comparable = anchors.filter((anchor) => !isUnanchored(anchor));
  const faulty = new Map(
    comparable.flatMap((anchor) => {
      const reason = wrong(anchor, source, text);
      return reason === null ? [] : [[anchor, reason] as const];
    }),
  );
  const right = comparable.filter((anchor) => !faulty.has(anchor));
  const sentences = source.sentences.map(({ index, start, end }) => {
    const records = right.flatMap(({ record, covers, evidence }) =>
      covers && evidence.sentence === index ? [record] : [],
    );
    return { index, start, end, records: [...new Set(records)] };
  });
  const unsupported = sentences.flatMap(({ index, records }) => (records.length === 0 ? [index] : []));
  return {
    source_id: source.id,
    text: { sha256: text.sha256, length: text.points.length },
    anchors: {
      total: anchors.length,
      right: right.length,
      wrong: faulty.size,
      unanchored: anchors.length - comparable.length,
    },
    coverage: { sentences: sentences.length, supported: sentences.length - unsupported.length, unsupported },
    sentences,
    outside: source.sentences.length === 0 ? [] : outsideOf(source, text),
    faults: [
      ...sourceFaults(source, text),
      ...[...faulty].map(([{ record, path }, reason]) => ({ record, path, reason })),
    ],
  };
}
