import type { z } from 'zod';
import type { Evidence } from './evidence.ts';

/** Evidence of a record, and where in the record it is. */
export interface Cited {
  /** Path of the list of evidence, up to its last name: '' or `positions.2.`. */
  readonly path: string;
  readonly evidence: readonly Evidence[];
  /** Whether a sentence with it counts as turned into a record: the mere name of an actor does not. */
  readonly covers: boolean;
}

/** What one kind of record is: its schemas, its filters, its words in the documentation, where its evidence is. */
export interface NounModel {
  /** Its name in the singular. */
  readonly noun: string;
  /** Its name in the plural: the path of its list under `/v1`, and the name of its file in a curated dataset. */
  readonly path: string;
  /** Schema of the input from a curator or importer. */
  readonly given: z.ZodType;
  /** Schema of the served record. */
  readonly record: z.ZodType;
  /** Every filter of its list. */
  readonly filters: z.ZodRawShape;
  /** Fields that are omitted unless requested. */
  readonly hidden: readonly string[];
  readonly words: {
    readonly summary: string;
    readonly description: string;
    /** What the group of its operations is about. */
    readonly tag: string;
    /** Id of a record of the dataset that comes with the program. */
    readonly example: string;
    /** Queries that show what its list can do. */
    readonly examples: readonly string[];
  };
  /** A list in the record of which a table has one row an item, and what one of them is; else a record is one row. */
  readonly rows?: { readonly list: string; readonly item: string };
  /** Every piece of evidence of a record. */
  evidence(record: never): readonly Cited[];
}

/** The evidence of a record that has one list of it. */
export const ownEvidence = ({ evidence }: { readonly evidence: readonly Evidence[] }): readonly Cited[] => [
  { path: '', evidence, covers: true },
];
