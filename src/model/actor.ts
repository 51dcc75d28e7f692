import { z } from 'zod';
import { actorKinds, codeSchemes, codesOf, nameKinds } from './codes/lists.ts';
import { evidenceList } from './evidence.ts';
import { CountryCode, curated, EdtfDate, Id, identity, stamps } from './record.ts';

/** A post or membership that ties an actor to another for a time. */
export const Affiliation = z
  .strictObject({
    actor_id: Id.describe('The state or body it belongs to.'),
    role: z.string().nullable().default(null).describe('The post, in words.'),
    from: EdtfDate.nullable().default(null).describe('Since when (EDTF); null when not told.'),
    until: EdtfDate.nullable().default(null).describe('Until when (EDTF); null when not told.'),
    evidence: evidenceList,
  })
  .meta({ id: 'Affiliation' });
export type Affiliation = z.infer<typeof Affiliation>;

const given = {
  kind: z.enum(codesOf(actorKinds)).describe('What sort of actor it is.'),
  name: z.string().min(1).max(300).describe('The name it is listed under.'),
  names: z
    .array(
      z.strictObject({
        name: z.string().min(1).describe('A name.'),
        kind: z.enum(codesOf(nameKinds)).describe('What sort of name: the Kremlin is a metonym of Russia.'),
      }),
    )
    .default([])
    .describe('Other names; all of them find the actor.'),
  country: CountryCode.nullable().default(null),
  codes: z
    .array(
      z.strictObject({
        scheme: z.enum(codesOf(codeSchemes)).describe('The code list.'),
        code: z.string().min(1).describe('The code, a string.'),
      }),
    )
    .default([])
    .describe('Its codes in the code lists of the field.'),
  affiliations: z.array(Affiliation).default([]).describe('To whom it belongs, and when.'),
  evidence: evidenceList,
  curated,
};

/** An actor as a curator or importer gives it. */
export const ActorInput = z.strictObject({ id: Id, ...given });
export type ActorInput = z.infer<typeof ActorInput>;

/** A state, government, person, organisation, armed group, coalition or medium that can act or speak. */
export const Actor = z.strictObject({ ...identity, ...given, ...stamps }).meta({ id: 'Actor' });
export type Actor = z.infer<typeof Actor>;
