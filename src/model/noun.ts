import type { z } from 'zod';
import { Actor } from './actor.ts';
import { Claim } from './claim.ts';
import { Dataset } from './dataset.ts';
import { Event } from './event.ts';
import { Source } from './source.ts';
import { Statement } from './statement.ts';

/** The served schema of every noun; a noun has one spelling in every room. */
export const recordSchemas = {
  event: Event,
  actor: Actor,
  statement: Statement,
  claim: Claim,
  source: Source,
  dataset: Dataset,
} as const satisfies Record<string, z.ZodType>;

/** A kind of record. */
export type Noun = keyof typeof recordSchemas;

/** The schema of a noun, or that of one event type alone, whose `details` are exactly typed. */
export function schemaOf(noun: Noun, type?: string | null): z.ZodType {
  if (noun !== 'event' || type == null) return recordSchemas[noun];
  return Event.options.find((option) => option.shape.type.safeParse(type).success) ?? Event;
}
