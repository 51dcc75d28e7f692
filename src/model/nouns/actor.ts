import { z } from 'zod';
import { actorKinds, codeSchemes, codesOf, nameKinds } from '../codes/lists.ts';
import { evidenceList } from '../evidence.ts';
import { actors, countryCodes, dataset, id, readTextValue, since, withComplements } from '../filter-values.ts';
import type { NounModel } from '../noun.ts';
import { codeList, readText } from '../parameter.ts';
import { CountryCode, curated, EdtfDate, Id, identity, stamps } from '../record.ts';

/** A post or membership that ties an actor to another for a time. */
export const Affiliation = z
  .strictObject({
    actor_id: Id.describe('The state or body it belongs to.'),
    role: z.string().nullable().default(null).describe('The post, in words.'),
    from: EdtfDate.nullable().default(null).describe('Since when (EDTF); null if unknown.'),
    until: EdtfDate.nullable().default(null).describe('Until when (EDTF); null if unknown.'),
    evidence: evidenceList,
  })
  .meta({ id: 'Affiliation' });
export type Affiliation = z.infer<typeof Affiliation>;

const given = {
  kind: z.enum(codesOf(actorKinds)).describe('The kind of actor.'),
  name: z.string().min(1).max(300).describe('The name it is listed under.'),
  names: z
    .array(
      z.strictObject({
        name: z.string().min(1).describe('A name.'),
        kind: z.enum(codesOf(nameKinds)).describe('What sort of name: the Kremlin is a metonym of Russia.'),
      }),
    )
    .default([])
    .describe('Other names; the actor can be found by any of them.'),
  country: CountryCode.nullable().default(null),
  codes: z
    .array(
      z.strictObject({
        scheme: z.enum(codesOf(codeSchemes)).describe('The code list.'),
        code: z.string().min(1).describe('The code, a string.'),
      }),
    )
    .default([])
    .describe('Its codes in standard code lists.'),
  affiliations: z.array(Affiliation).default([]).describe('The actors it belongs to, and when.'),
  evidence: evidenceList,
  curated,
};

/** An actor as a curator or importer gives it. */
export const ActorInput = z.strictObject({ id: Id, ...given });
export type ActorInput = z.infer<typeof ActorInput>;

/** A state, government, person, organisation, armed group, coalition or medium that can act or speak. */
export const Actor = z.strictObject({ ...identity, ...given, ...stamps }).meta({ id: 'Actor' });
export type Actor = z.infer<typeof Actor>;

/** Every filter on actors. */
export const actorFilters = withComplements({
  id,
  kind: codeList(codesOf(actorKinds), { description: 'What sort of actor.', example: 'state,person' }),
  country: codeList(countryCodes, { description: 'Country (ISO 3166-1 alpha-3).', example: 'RUS' }),
  affiliated_to: actors('Is, was or will be affiliated to it.'),
  dataset,
  q: readText(
    'text',
    readTextValue,
    { minLength: 1, maxLength: 200 },
    {
      description: 'Words of any name: the Kremlin finds Russia.',
      example: 'Kremlin',
    },
  ),
  ...since,
});

/** What an actor is. */
export const actorModel = {
  noun: 'actor',
  path: 'actors',
  given: ActorInput,
  record: Actor,
  filters: actorFilters,
  hidden: [],
  words: {
    summary: 'Actors',
    description:
      'States, governments, persons, organisations, armed groups, coalitions and media that can act or speak.',
    tag: 'Who can act or speak.',
    example: 'rus',
    examples: ['?q=Kremlin', '?kind=state&fields=id,name,country'],
  },
  evidence: ({ evidence, affiliations }: Actor) => [
    { path: '', evidence, covers: false },
    ...affiliations.map((one, at) => ({ path: `affiliations.${at}.`, evidence: one.evidence, covers: true })),
  ],
} as const satisfies NounModel;
