/** A code of a small list with the sentence that says when to use it. */
export interface Code {
  readonly code: string;
  /** Only where the code, read as words, would be a poor one. */
  readonly label?: string;
  readonly description: string;
}

/** A stand on a claim with the side it counts for when we ask whether the claim is contested. */
export interface PositionCode extends Code {
  readonly side: 'for' | 'against' | 'neutral';
}

/** A kind of figure with the unit its values are in. */
export interface QuantityCode extends Code {
  readonly unit: string;
}

/** A class of events with its number in the records. */
export interface QuadClassCode extends Code {
  readonly value: 1 | 2 | 3 | 4;
}

type CodesOf<List extends readonly Code[]> = { readonly [At in keyof List]: List[At]['code'] };

/**
 * Gives the codes of a list alone, in order, as a tuple of literals.
 *
 * @example z.enum(codesOf(participantRoles))
 */
export function codesOf<const List extends readonly [Code, ...Code[]]>(list: List): CodesOf<List> {
  return list.map((entry) => entry.code) as unknown as CodesOf<List>;
}

/** What an actor is in an event. */
export const participantRoles = [
  { code: 'initiator', description: 'Does the deed or speaks the act.' },
  { code: 'recipient', description: 'The deed or the words are addressed to it.' },
  { code: 'target', description: 'The deed is directed against it.' },
  { code: 'victim', description: 'Suffers the harm, whether it was aimed at or not.' },
  { code: 'host', description: 'Receives the others at its place.' },
  { code: 'mediator', description: 'Works between the others.' },
  { code: 'beneficiary', description: 'The deed is done for its good though it is not addressed.' },
  { code: 'participant', description: 'Takes part on equal terms, as in a meeting.' },
] as const satisfies readonly Code[];

/** The stands an actor can take on a claim; a claim is contested when one stands for and another against. */
export const positions = [
  { code: 'asserts', side: 'for', description: 'Says that it is so.' },
  { code: 'acknowledges', side: 'for', description: 'Admits or accepts that it is so.' },
  { code: 'corroborates', side: 'for', description: 'Supports with findings of its own that it is so.' },
  { code: 'denies', side: 'against', description: 'Says that it is not so, above all of its own deeds.' },
  {
    code: 'disputes',
    side: 'against',
    description: 'Says that it is otherwise or that the claim is untrue or misleading.',
  },
  { code: 'doubts', side: 'against', description: 'Says that it does not believe it.' },
  { code: 'considers_possible', side: 'neutral', description: 'Says that it may be so.' },
  { code: 'reports_no_evidence', side: 'neutral', description: 'Says that it has no evidence for it.' },
  { code: 'has_not_acknowledged', side: 'neutral', description: 'Is reported never to have admitted it.' },
  { code: 'declines_to_say', side: 'neutral', description: 'Is asked and will not say.' },
  { code: 'retracts', side: 'neutral', description: 'Takes back what it said before.' },
] as const satisfies readonly PositionCode[];

/** How real an event is according to its source. */
export const realisValues = [
  { code: 'actual', description: 'The source reports it as having happened.' },
  { code: 'announced', description: 'Somebody said that it will happen.' },
  { code: 'alleged', description: 'Only a party says that it happened.' },
] as const satisfies readonly Code[];

/** What an actor is. */
export const actorKinds = [
  { code: 'state', description: 'A state or a territory with a country code.' },
  { code: 'government', description: 'The government or administration of a state.' },
  { code: 'ministry', description: 'A ministry, department or agency of a government.' },
  { code: 'delegation', description: 'A mission or delegation of a state or organisation.' },
  { code: 'person', description: 'A human being.' },
  {
    code: 'igo',
    label: 'International organisation',
    description: 'An international organisation of states or one of its organs.',
  },
  { code: 'alliance', description: 'An alliance of states that is an organisation of its own.' },
  { code: 'military', description: 'The armed forces of a state or a part of them.' },
  { code: 'armed_group', description: "An organised armed group that is no state's." },
  { code: 'coalition', description: 'States or groups that act together without an organisation of their own.' },
  { code: 'media', description: 'A newspaper, agency, station or other medium.' },
  { code: 'population', description: 'People as such, as the civilians of a country.' },
  { code: 'region', description: 'A region or bloc that is no organisation.' },
  { code: 'unknown', description: 'The source or dataset does not say.' },
] as const satisfies readonly Code[];

/** How we know who speaks. */
export const attributions = [
  { code: 'explicit', description: 'The source names the speaker with the words.' },
  {
    code: 'pronoun',
    description: 'The source uses a pronoun and its antecedent stands in the same sentence or the one before.',
  },
  { code: 'inferred', description: 'A curator chose the speaker.' },
  { code: 'unattributed', description: 'The source does not say who speaks.' },
] as const satisfies readonly Code[];

/** How far a statement is given in the words of its speaker. */
export const quotationKinds = [
  { code: 'full', description: 'The words are quoted and nothing of ours is needed to understand them.' },
  { code: 'partial', description: 'Some words are quoted and the rest is paraphrased.' },
  { code: 'none', description: 'Nothing is quoted; there is only a paraphrase.' },
] as const satisfies readonly Code[];

/** By what way a statement became public. */
export const statementMedia = [
  { code: 'news_conference', description: 'Said at a news conference.' },
  { code: 'interview', description: 'Said in an interview.' },
  { code: 'council_meeting', description: 'Said in a meeting of the Security Council or another body.' },
  { code: 'delegation', description: 'Made known by a mission or delegation.' },
  { code: 'press', description: 'Said to the press on another occasion.' },
  { code: 'speech', description: 'Said in a speech.' },
  { code: 'unknown', description: 'The source does not say.' },
] as const satisfies readonly Code[];

/** How one event is related to another. */
export const relationTypes = [
  { code: 'follows', description: 'It came after the other.' },
  { code: 'precedes', description: 'It came before the other.' },
  { code: 'part_of', description: 'It is a part of the other.' },
  { code: 'response_to', description: 'It was done because of the other.' },
  { code: 'about', description: 'Its subject is the other.' },
  { code: 'same_as', description: 'It is the same event in another record.' },
] as const satisfies readonly Code[];

/** How exactly a figure is given. */
export const quantityQualifiers = [
  { code: 'exact', description: 'The figure is given as it is.' },
  { code: 'about', description: 'The figure is approximate.' },
  { code: 'at_least', description: 'The figure or more.' },
  { code: 'more_than', description: 'More than the figure.' },
] as const satisfies readonly Code[];

/** How exactly a number of deaths is given: as any other figure. */
export const fatalityQualifiers = quantityQualifiers;

/** What a claim is about. */
export const claimTopics = [
  { code: 'responsibility', description: 'Who did it.' },
  { code: 'weapon_use', description: 'Whether a weapon was used, and which.' },
  { code: 'foreknowledge', description: 'Whether an actor knew beforehand.' },
  { code: 'complicity', description: 'Whether an actor helped or covered up what another did.' },
  { code: 'motive', description: 'Why an actor did it.' },
  { code: 'military_action', description: 'What was struck, with what and how much of it.' },
  { code: 'casualties', description: 'Who and how many were killed, hurt or displaced.' },
  { code: 'humanitarian', description: 'The state of civilians, refugees and aid.' },
  { code: 'conflict', description: 'The course, parties or nature of a conflict.' },
  { code: 'adversary', description: 'Who the enemy or the main threat is.' },
  { code: 'territory', description: 'Who holds or owns a territory or a frontier.' },
  { code: 'legality', description: 'Whether something is lawful.' },
  { code: 'compliance', description: 'Whether an actor keeps an agreement, a ceasefire or an obligation.' },
  { code: 'commitment', description: 'What an actor promised or will do.' },
  { code: 'relations', description: 'How actors stand to each other.' },
  { code: 'negotiation', description: 'What was discussed, offered or agreed.' },
  { code: 'veto_count', description: 'How often and for what an actor voted or vetoed.' },
  { code: 'evidence', description: 'What is proven, and how it should be investigated.' },
  { code: 'information', description: 'Whether what another says is true or disinformation.' },
  { code: 'other', description: 'None of these.' },
] as const satisfies readonly Code[];

/** What kind of document a source is. */
export const sourceKinds = [
  { code: 'article', description: 'An article of a medium.' },
  { code: 'official_record', description: 'A record of a body or authority, as a meeting record or a resolution.' },
  { code: 'report', description: 'A report of an organisation.' },
  { code: 'transcript', description: 'What was said, word by word.' },
  { code: 'press_release', description: 'What an actor published about itself.' },
  { code: 'post', description: 'A post on a social network.' },
  { code: 'dataset', description: 'A published dataset as a whole.' },
] as const satisfies readonly Code[];

/** How exactly a place is known. */
export const placePrecisions = [
  { code: 'exact', description: 'The spot itself.' },
  { code: 'city', description: 'A city, town or village.' },
  { code: 'region', description: 'A region, province or other part of a country.' },
  { code: 'country', description: 'A country as a whole.' },
] as const satisfies readonly Code[];

/** How exactly a date is known. */
export const datePrecisions = [
  { code: 'day', description: 'One day.' },
  { code: 'month', description: 'A month whose day is not known.' },
  { code: 'year', description: 'A year whose month is not known.' },
  { code: 'interval', description: 'A stretch of time, or some day in it, with both ends or one.' },
] as const satisfies readonly Code[];

/** What kind of name it is. */
export const nameKinds = [
  { code: 'official', description: 'The name it bears in full.' },
  { code: 'short', description: 'The name it is usually called by.' },
  { code: 'alias', description: 'Another name, spelling or transcription.' },
  { code: 'metonym', description: 'A place or building that stands for it, as the Kremlin for Russia.' },
] as const satisfies readonly Code[];

/** The schemes an actor can have a code in. */
export const codeSchemes = [
  { code: 'cameo', label: 'CAMEO', description: 'CAMEO actor codes, as GDELT and ICEWS use them.' },
  { code: 'iso3', label: 'ISO 3166-1 alpha-3', description: 'ISO 3166-1 alpha-3.' },
  { code: 'cow', label: 'Correlates of War', description: 'Correlates of War state numbers.' },
  { code: 'gw', label: 'Gleditsch and Ward', description: 'Gleditsch and Ward state numbers.' },
  { code: 'fips', label: 'FIPS 10-4', description: 'FIPS 10-4 country codes, as GDELT uses them for places.' },
  { code: 'wikidata', description: 'Wikidata items.' },
] as const satisfies readonly Code[];

/**
 * The four classes of events, numbered as GDELT does; others number them otherwise.
 *
 * @see http://data.gdeltproject.org/documentation/GDELT-Event_Codebook-V2.0.pdf
 */
export const quadClasses = [
  { code: '1', value: 1, label: 'Verbal cooperation', description: 'Cooperation in words: CAMEO 01 to 05.' },
  { code: '2', value: 2, label: 'Material cooperation', description: 'Cooperation in deed: CAMEO 06 to 08.' },
  { code: '3', value: 3, label: 'Verbal conflict', description: 'Conflict in words: CAMEO 09 to 13.' },
  { code: '4', value: 4, label: 'Material conflict', description: 'Conflict in deed: CAMEO 14 to 20.' },
] as const satisfies readonly QuadClassCode[];

/** The published tables that give a CAMEO code its Goldstein value; they disagree on some codes. */
export const intensityScales = [
  { code: 'goldstein-gdelt', label: 'Goldstein, GDELT', description: 'The table of GDELT.' },
  { code: 'goldstein-icews', label: 'Goldstein, ICEWS', description: 'The table of ICEWS.' },
  { code: 'goldstein-phoenix', label: 'Goldstein, Phoenix', description: 'The table of Phoenix.' },
] as const satisfies readonly Code[];

/** What a statement or claim can be about. */
export const aboutKinds = [
  { code: 'event', description: 'An event.' },
  { code: 'claim', description: 'A claim.' },
  { code: 'actor', description: 'An actor.' },
  { code: 'statement', description: 'A statement.' },
] as const satisfies readonly Code[];

/** Whether an anchor was compared with the text of its source. */
export const evidenceStatuses = [
  { code: 'verified', description: 'The text at the anchor is what the record says.' },
  { code: 'unverified', description: 'The text was not at hand.' },
  { code: 'orphaned', description: 'The text was at hand and is not what the record says.' },
] as const satisfies readonly Code[];

/** The kinds of figures an event can have, each with its unit. */
export const quantityKinds = [
  { code: 'killed', unit: 'persons', description: 'People killed.' },
  { code: 'injured', unit: 'persons', description: 'People hurt.' },
  { code: 'displaced', unit: 'persons', description: 'People who had to leave their homes.' },
  { code: 'detained', unit: 'persons', description: 'People arrested, detained or held.' },
  { code: 'attendance', unit: 'persons', description: 'People who took part or were there.' },
  { code: 'munitions_launched', unit: 'munitions', description: 'Missiles, bombs or shells fired.' },
  { code: 'munitions_hit', unit: 'munitions', description: 'Missiles, bombs or shells that hit their target.' },
  { code: 'troops', unit: 'persons', description: 'Soldiers sent, moved or withdrawn.' },
  {
    code: 'duration_minutes',
    label: 'Duration in minutes',
    unit: 'minutes',
    description: 'How long it lasted, in minutes.',
  },
  {
    code: 'duration_days',
    label: 'Duration in days',
    unit: 'days',
    description: 'How long it lasted or is to last, in days.',
  },
  {
    code: 'duration_months',
    label: 'Duration in months',
    unit: 'months',
    description: 'How long it lasted or is to last, in months.',
  },
  {
    code: 'duration_years',
    label: 'Duration in years',
    unit: 'years',
    description: 'How long it lasted or is to last, in years.',
  },
  { code: 'deadline_days', label: 'Term in days', unit: 'days', description: 'In how many days it is to be done.' },
  { code: 'deadline_years', label: 'Term in years', unit: 'years', description: 'In how many years it is to be done.' },
  {
    code: 'veto_ordinal',
    label: 'Number of the veto in its series',
    unit: 'ordinal',
    description: 'The place of a veto in its series, as 8 for the eighth.',
  },
  {
    code: 'gdp_share_percent',
    label: 'Share of GDP in percent',
    unit: 'percent',
    description: 'A share of gross domestic product.',
  },
  {
    code: 'share_percent',
    label: 'Share in percent',
    unit: 'percent',
    description: "A share of something else, which the event's title or summary names.",
  },
  {
    code: 'amount_usd',
    label: 'Amount in US dollars',
    unit: 'usd',
    description: 'An amount of money in United States dollars.',
  },
  { code: 'votes_for', unit: 'votes', description: 'Votes for a draft.' },
  { code: 'votes_against', unit: 'votes', description: 'Votes against a draft.' },
  { code: 'abstentions', unit: 'votes', description: 'Votes withheld by members who were present.' },
] as const satisfies readonly QuantityCode[];
