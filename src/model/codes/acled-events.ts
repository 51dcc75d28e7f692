import type { EventType } from './event-types.ts';

/** How ACLED's two actors stand to each other in an event of a kind. */
export type AcledSides = 'equal' | 'directed' | 'gathering';

/** What a kind of ACLED's events is to us. */
export interface AcledEvent {
  /** `battle` is an armed conflict when a state takes part, else a non-state conflict. */
  readonly type: EventType | 'battle';
  /**
   * `equal`: both take part, as ACLED says that the order tells nothing; `directed`: the first does it to the second;
   * `gathering`: the first does it, the second is there.
   */
  readonly sides: AcledSides;
  /** Whether civilians who are named in it suffer it. */
  readonly harms: boolean;
}

const kind = (type: AcledEvent['type'], sides: AcledSides, harms: boolean): AcledEvent => ({ type, sides, harms });
const battle = kind('battle', 'equal', true);
const shelling = kind('battle', 'directed', true);
const bombing = kind('bombing', 'directed', true);
const assault = kind('assault', 'directed', true);
const protest = kind('protest', 'gathering', false);
const riot = kind('riot', 'gathering', true);
const development = kind('strategic-development', 'gathering', false);
const occupation = kind('occupation', 'directed', false);

/**
 * ACLED's sub-events, folded to lower case.
 *
 * @see https://acleddata.com/knowledge-base/codebook/
 */
const subEvents: Readonly<Record<string, AcledEvent>> = {
  'armed clash': battle,
  'government regains territory': battle,
  'non-state actor overtakes territory': battle,
  'chemical weapon': kind('chemical-attack', 'directed', true),
  'air/drone strike': kind('airstrike', 'directed', true),
  'suicide bomb': bombing,
  'remote explosive/landmine/ied': bombing,
  grenade: bombing,
  'shelling/artillery/missile attack': shelling,
  'sexual violence': assault,
  attack: assault,
  'abduction/forced disappearance': assault,
  'peaceful protest': protest,
  'protest with intervention': protest,
  'excessive force against protesters': protest,
  'violent demonstration': riot,
  'mob violence': riot,
  agreement: kind('formal-agreement', 'equal', false),
  arrests: kind('arrest', 'directed', false),
  'change to group/activity': development,
  'disrupted weapons use': kind('strategic-development', 'directed', false),
  'headquarters or base established': development,
  'looting/property destruction': kind('strategic-development', 'directed', true),
  'non-violent transfer of territory': occupation,
  other: development,
};

/** Its event types, for the releases before 2019, which have no sub-events, and for sub-events that come later. */
const events: Readonly<Record<string, AcledEvent>> = {
  battles: battle,
  'battle-no change of territory': battle,
  'battle-government regains territory': battle,
  'battle-non-state actor overtakes territory': battle,
  'explosions/remote violence': shelling,
  'remote violence': shelling,
  'violence against civilians': assault,
  protests: protest,
  'riots/protests': protest,
  riots: riot,
  'strategic developments': development,
  'strategic development': development,
  'headquarters or base established': development,
  'non-violent transfer of territory': occupation,
};

const of = (table: Readonly<Record<string, AcledEvent>>, text: string): AcledEvent | null => {
  const key = text.toLowerCase().replace('protestors', 'protesters');
  return Object.hasOwn(table, key) ? (table[key] ?? null) : null;
};

/** What an event of ACLED is to us, by its sub-event, else by its event type; null when the event type is none. */
export function acledEvent(type: string, subEvent: string): AcledEvent | null {
  const general = of(events, type);
  return general === null ? null : (of(subEvents, subEvent) ?? general);
}
