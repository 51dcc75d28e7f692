import { errorTable } from '../errors.ts';
import { facetNames, intervals, timelineGroups } from '../model/aggregate.ts';
import { eventTypes } from '../model/codes/event-types.ts';
import * as lists from '../model/codes/lists.ts';

/** A code list that is a component of the document. */
export interface NamedEnum {
  readonly name: string;
  readonly codes: readonly string[];
  readonly description: string;
}

interface Entry {
  readonly code: string;
  readonly description: string;
}

function described(name: string, title: string, entries: readonly Entry[]): NamedEnum {
  const lines = entries.map(({ code, description }) => `- \`${code}\`: ${description}`);
  return { name, codes: entries.map(({ code }) => code), description: `${title}\n\n${lines.join('\n')}` };
}

const errors = Object.entries(errorTable).map(([code, { status, when }]) => ({
  code,
  description: `${status}. ${when}`,
}));
const types = eventTypes.map(({ type, description }) => ({ code: type, description }));

/** Every code list that is a component, with what each code means. */
export const namedEnums: readonly NamedEnum[] = [
  described('EventType', 'The kind of event.', types),
  described('ParticipantRole', 'The part an actor plays in an event.', lists.participantRoles),
  described('Stand', "An actor's stand on a proposition.", lists.positions),
  described('ActorKind', 'The kind of actor.', lists.actorKinds),
  described('Attribution', 'How the speaker of a statement is known.', lists.attributions),
  described('Medium', 'Where something was said.', lists.statementMedia),
  described('RelationType', 'How an event is related to another.', lists.relationTypes),
  described('Qualifier', 'How the source words a figure.', lists.quantityQualifiers),
  described('Topic', 'What a proposition is about.', lists.claimTopics),
  described('SourceKind', 'The kind of document a source is.', lists.sourceKinds),
  described('PlacePrecision', 'How exactly a place is known.', lists.placePrecisions),
  described('DatePrecision', 'How precise a date is.', lists.datePrecisions),
  described('NameKind', 'The kind of name.', lists.nameKinds),
  described('ActorCodeScheme', 'A code list of actors.', lists.codeSchemes),
  described('AboutKind', 'The kind of record something is about.', lists.aboutKinds),
  described('EvidenceStatus', 'Whether evidence was checked against the text.', lists.evidenceStatuses),
  described('ErrorCode', 'The stable code of an error.', errors),
  { name: 'FacetName', codes: facetNames, description: 'A property of events whose values can be counted.' },
  { name: 'TimelineGroup', codes: timelineGroups, description: 'What a timeline can be split by.' },
  { name: 'Interval', codes: intervals, description: 'The period that a timeline counts by.' },
];

const byCodes = new Map(namedEnums.map((list) => [list.codes.join(), list]));

/** The named list that has exactly these codes, or undefined. */
export function enumOf(codes: unknown): NamedEnum | undefined {
  return Array.isArray(codes) ? byCodes.get(codes.join()) : undefined;
}
