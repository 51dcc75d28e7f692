import {
  actorKinds,
  attributions,
  claimTopics,
  codesOf,
  positions,
  quotationKinds,
  sourceKinds,
  statementMedia,
} from './codes/lists.ts';
import {
  actors,
  cameoPrefix,
  countryCodes,
  dataset,
  datetime,
  id,
  q,
  readWords,
  since,
  source,
  withComplements,
} from './filter-values.ts';
import { codeList, flag, itemList, readText } from './parameter.ts';

/** Every filter on statements. */
export const statementFilters = withComplements({
  id,
  speaker: actors('Who said it.', 'Lavrov'),
  on_behalf_of: actors('For whom it was said.'),
  addressee: actors('To whom it was said.'),
  reported_by: actors('The medium that reported it.', 'The Wall Street Journal'),
  medium: codeList(codesOf(statementMedia), { description: 'Where it was said.', example: 'news_conference' }),
  quotation: codeList(codesOf(quotationKinds), {
    description: 'How much is quoted word by word.',
    example: 'full,partial',
  }),
  attribution: codeList(codesOf(attributions), { description: 'How the speaker is known.', example: 'explicit' }),
  about: itemList('id', {
    description: 'Id of an event, claim, actor or statement it is about.',
    example: 'syrian-civil-war',
  }),
  occasion: itemList('id', { description: 'Id of the event at which it was said.', example: 'syrian-civil-war' }),
  cameo: cameoPrefix,
  datetime,
  dataset,
  source,
  q,
  ...since,
});

/** Every filter on claims. */
export const claimFilters = withComplements({
  id,
  actor: actors('Takes a position on the claim; with `position`, that same position.'),
  position: codeList(codesOf(positions), { description: 'A stand taken on the claim.', example: 'denies,disputes' }),
  about: itemList('id', {
    description: 'Id of an event, claim, actor or statement it is about.',
    example: 'syrian-civil-war',
  }),
  contested: flag({ description: 'Whether some actor stands for it and another against it.', example: 'true' }),
  topic: codeList(codesOf(claimTopics), { description: 'What the claim turns on.', example: 'responsibility' }),
  dataset,
  source,
  q,
  ...since,
});

/** Every filter on actors. */
export const actorFilters = withComplements({
  id,
  kind: codeList(codesOf(actorKinds), { description: 'What sort of actor.', example: 'state,person' }),
  country: codeList(countryCodes, { description: 'Country (ISO 3166-1 alpha-3).', example: 'RUS' }),
  affiliated_to: actors('Is, was or will be affiliated to it.'),
  dataset,
  q: readText(
    'text',
    readWords,
    { minLength: 1, maxLength: 200 },
    {
      description: 'Words of any name: the Kremlin finds Russia.',
      example: 'Kremlin',
    },
  ),
  ...since,
});

/** Every filter on sources. */
export const sourceFilters = withComplements({
  id,
  kind: codeList(codesOf(sourceKinds), { description: 'What sort of document.', example: 'article' }),
  datetime,
  dataset,
  ...since,
});

/** Every filter on datasets. */
export const datasetFilters = withComplements({ id, ...since });
