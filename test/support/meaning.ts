/**
 * The contract read a second time: what each filter of each list means, as a test of one record of the seed. It shares
 * no code with the store.
 */
import { classify } from '../../src/model/codes/cameo.ts';
import { eventTypes } from '../../src/model/codes/event-types.ts';
import {
  actorId,
  belongsTo,
  daysOf,
  fold,
  isContested,
  isWithin,
  matches,
  overlaps,
  type Query,
  type Raw,
  rangeOf,
  seed,
} from './naive.ts';

const list = (value: string) => value.split(',').map((item) => item.trim());
const receiving = ['recipient', 'target', 'victim'];

function takesPart(event: Raw, named: string, roles: readonly string[] | null, scope: string | undefined): boolean {
  const wanted = actorId(named);
  return (event.participants ?? []).some(({ actor_id, principal_id, role }: Raw) => {
    if (roles !== null && !roles.includes(role)) return false;
    if (scope === 'self') return actor_id === wanted;
    const starts = principal_id == null ? [actor_id] : [actor_id, principal_id];
    return starts.some((start) => belongsTo(start, daysOf(event.date)).has(wanted));
  });
}

function actsFor(event: Raw, named: string, roles: readonly string[] | null): boolean {
  return (event.participants ?? []).some(
    ({ actor_id, principal_id, role }: Raw) =>
      (principal_id ?? actor_id) === actorId(named) && (roles === null || roles.includes(role)),
  );
}

const codeOf = (event: Raw) => {
  const code = event.cameo === undefined ? eventTypes.find(({ type }) => type === event.type)?.cameo : event.cameo;
  return code == null ? null : { code, ...classify(code) };
};
const cites = (evidence: Raw[] = []) => evidence.flatMap(({ source_id }) => source_id ?? []);
const isIn = (of: (record: Raw) => unknown) => (record: Raw, value: string) => list(value).includes(String(of(record)));
const anyIn = (of: (record: Raw) => readonly unknown[]) => (record: Raw, value: string) =>
  of(record).some((one) => list(value).includes(String(one)));
const actorIn = (of: (record: Raw) => readonly unknown[]) => (record: Raw, value: string) =>
  list(value).some((named) => of(record).includes(actorId(named)));
const word = (of: (record: Raw) => string | null | undefined) => (record: Raw, value: string) =>
  list(value).some((one) => [fold(of(record) ?? '').join(), ...fold(of(record) ?? '')].includes(fold(one).join()));
const cameo = (of: (record: Raw) => string | null | undefined) => (record: Raw, value: string) =>
  list(value).some((prefix) => of(record)?.startsWith(prefix) === true);

type Test = (record: Raw, value: string, query: Query) => boolean;
const yes: Test = () => true;
const common: Readonly<Record<string, Test>> = {
  id: isIn(({ id }) => id),
  dataset: (_, value) => list(value).includes('curated'),
  updated_since: (_, value) => Date.parse(value) < Date.now(),
  revision_after: (_, value) => Number(value) < 1,
};
const roles = ({ role }: Query) => (role === undefined ? null : list(role));
const on =
  (compare: (value: number, bound: number) => boolean): Test =>
  (event, value, query) => {
    const intensity = codeOf(event)?.intensity;
    return (
      intensity != null &&
      intensity.scale === (query.intensity_scale ?? 'goldstein-gdelt') &&
      compare(intensity.value, Number(value))
    );
  };

const events: Readonly<Record<string, Test>> = {
  ...common,
  type: isIn(({ type }) => type),
  actor: (event, value, query) => list(value).some((one) => takesPart(event, one, roles(query), query.actor_scope)),
  actor__not: (event, value, query) => !list(value).some((one) => takesPart(event, one, null, query.actor_scope)),
  actor__all: (event, value, query) => list(value).every((one) => takesPart(event, one, null, query.actor_scope)),
  initiator: (event, value, { actor_scope }) =>
    list(value).some((one) => takesPart(event, one, ['initiator'], actor_scope)),
  recipient: (event, value, { actor_scope }) =>
    list(value).some((one) => takesPart(event, one, receiving, actor_scope)),
  role: (event, value, { actor, principal }) =>
    actor !== undefined ||
    principal !== undefined ||
    (event.participants ?? []).some(({ role }: Raw) => list(value).includes(role)),
  role__not: (event, value) => !(event.participants ?? []).some(({ role }: Raw) => list(value).includes(role)),
  principal: (event, value, query) => list(value).some((one) => actsFor(event, one, roles(query))),
  principal__not: (event, value) => !list(value).some((one) => actsFor(event, one, null)),
  actor_scope: yes,
  country: isIn(({ place }) => place?.country),
  place_precision: isIn(({ place }) => place?.precision),
  bbox: ({ place }, value) => {
    const [west = 0, south = 0, east = 0, north = 0] = value.split(',').map(Number);
    const { latitude: y, longitude: x } = place ?? {};
    if (y == null || x == null || y < south || y > north) return false;
    return west <= east ? x >= west && x <= east : x >= west || x <= east;
  },
  datetime: ({ date }, value, { datetime_match }) =>
    datetime_match === 'within' ? isWithin(date, rangeOf(value)) : overlaps(date, rangeOf(value)),
  datetime_match: yes,
  cameo: cameo((event) => codeOf(event)?.code),
  plover: isIn((event) => codeOf(event)?.plover?.type),
  quad_class: isIn((event) => codeOf(event)?.quad_class),
  realis: isIn(({ realis }) => realis ?? 'actual'),
  contested: ({ id }, value) =>
    String(seed.claims.some((claim) => isContested(claim) && claim.about.some((item: Raw) => item.id === id))) ===
    value,
  fatalities_min: ({ fatalities }, value) => (fatalities?.best ?? -1) >= Number(value),
  intensity_min: on((value, bound) => value >= bound),
  intensity_max: on((value, bound) => value <= bound),
  intensity_scale: yes,
  source: anyIn(({ evidence }) => cites(evidence)),
  q: ({ title, summary, place }, value) => matches([title, summary, place?.name, place?.name_raw], value),
};

/** What each filter means, by list. */
export const meaning: Readonly<Record<string, Readonly<Record<string, Test>>>> = {
  events,
  statements: {
    ...common,
    speaker: actorIn(({ speaker_id }) => [speaker_id]),
    on_behalf_of: actorIn(({ on_behalf_of_id }) => [on_behalf_of_id]),
    addressee: actorIn(({ addressee_ids = [] }) => addressee_ids),
    reported_by: actorIn(({ reported_by_id }) => [reported_by_id]),
    medium: isIn(({ medium }) => medium ?? 'unknown'),
    quotation: isIn(({ quotation }) => quotation),
    attribution: isIn(({ attribution }) => attribution),
    about: anyIn(({ about = [] }) => about.map((item: Raw) => item.id)),
    occasion: isIn(({ occasion_id }) => occasion_id),
    cameo: cameo((statement) => statement.cameo),
    datetime: ({ date }, value) => overlaps(date, rangeOf(value)),
    source: anyIn(({ evidence }) => cites(evidence)),
    q: ({ text, paraphrase, speaker_raw }, value) => matches([text, paraphrase, speaker_raw], value),
  },
  claims: {
    ...common,
    actor: ({ positions }, value, { position }) =>
      positions.some(
        (one: Raw) =>
          list(value).map(actorId).includes(one.actor_id) &&
          (position === undefined || list(position).includes(one.position)),
      ),
    actor__not: ({ positions }, value) =>
      !positions.some((one: Raw) => list(value).map(actorId).includes(one.actor_id)),
    position: ({ positions }, value, { actor }) =>
      actor !== undefined || positions.some((one: Raw) => list(value).includes(one.position)),
    position__not: ({ positions }, value) => !positions.some((one: Raw) => list(value).includes(one.position)),
    about: anyIn(({ about = [] }) => about.map((item: Raw) => item.id)),
    contested: (claim, value) => String(isContested(claim)) === value,
    topic: isIn(({ topic }) => topic),
    source: anyIn(({ positions }) => positions.flatMap(({ evidence }: Raw) => cites(evidence))),
    q: ({ proposition, positions }, value) => matches([proposition, ...positions.map(({ note }: Raw) => note)], value),
  },
  actors: {
    ...common,
    kind: isIn(({ kind }) => kind),
    country: isIn(({ country }) => country),
    affiliated_to: actorIn(({ affiliations = [] }) => affiliations.map((item: Raw) => item.actor_id)),
    q: ({ name, names = [] }, value) => matches([name, ...names.map((other: Raw) => other.name)], value),
  },
  sources: {
    ...common,
    kind: isIn(({ kind }) => kind),
    datetime: ({ published_on }, value) => overlaps(published_on, rangeOf(value)),
  },
};

/** The filters that only typed collections have; their other filters are those of events. */
export const detailMeaning: Readonly<Record<string, Test>> = {
  vetoed_by: events.initiator as Test,
  body: word(({ details }) => details?.body),
  draft: word(({ details }) => details?.draft),
  weapon: word(({ details }) => details?.weapon),
  agent: word(({ details }) => details?.agent),
  meeting_format: word(({ details }) => details?.format),
};

/** The ids a query finds among some records, in the order of the alphabet. */
export function find(records: readonly Raw[], tests: Readonly<Record<string, Test>>, query: Query): string[] {
  const holds = (record: Raw) =>
    Object.entries(query).every(([name, value]) => {
      const own = tests[name];
      if (own !== undefined) return own(record, value, query);
      const base = tests[name.replace(/__not$/, '')];
      if (base === undefined || !name.endsWith('__not')) throw new Error(`What does ${name} mean?`);
      return !base(record, value, query);
    });
  return records
    .filter(holds)
    .map(({ id }) => id as string)
    .toSorted();
}
