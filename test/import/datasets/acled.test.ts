import { expect, test } from 'vitest';
import { acled } from '../../../src/import/datasets/acled.ts';
import { ActorInput } from '../../../src/model/nouns/actor.ts';
import { DatasetInput } from '../../../src/model/nouns/dataset.ts';
import { EventInput } from '../../../src/model/nouns/event.ts';
import { faultOf, rowsOf, rowWith } from '../../support/rows.ts';

const layout = acled.layouts[0]!;

const base = {
  event_id_cnty: 'MLI90001',
  event_date: '12 May 2031',
  year: '2031',
  time_precision: '1',
  disorder_type: 'Political violence',
  event_type: 'Violence against civilians',
  sub_event_type: 'Attack',
  actor1: 'Military Forces of Mali (2030-)',
  assoc_actor_1: 'Government of Mali (2030-); River Front',
  inter1: 'State forces',
  actor2: 'Civilians (Mali)',
  assoc_actor_2: 'Fishers (Mali)',
  inter2: 'Civilians',
  interaction: 'State forces-Civilians',
  civilian_targeting: 'Civilian targeting',
  iso: '466',
  region: 'Western Africa',
  country: 'Mali',
  admin1: 'Gao',
  admin2: '',
  admin3: '',
  location: 'Tessit',
  latitude: '15.2',
  longitude: '-0.5',
  geo_precision: '2',
  source: 'Example Wire; Example Radio',
  source_scale: 'National',
  notes: 'On 12 May 2031, a made-up force fired at made-up people.',
  fatalities: '3',
  tags: '',
  timestamp: '1900000000',
};

type Cells = Partial<typeof base> & Record<string, string>;

const mapped = (cells: Cells = {}) => {
  const records = acled.map(rowWith(layout, { ...base, ...cells }));
  expect(EventInput.parse(records.event)).toEqual(records.event);
  for (const actor of records.actors) expect(ActorInput.parse(actor)).toEqual(actor);
  return { ...records, event: records.event! };
};

const alone = { assoc_actor_1: '', assoc_actor_2: '' };

const parts = (cells: Cells) =>
  mapped({ ...alone, ...cells }).event.participants.map(({ actor_id, role }) => `${actor_id} ${role}`);

test('a row becomes an event with its actors, those beside them included, and nothing of it is lost', () => {
  const { actors, event } = mapped();
  expect(actors.map(({ id, kind, country }) => [id, kind, country])).toEqual([
    ['acled:military-forces-of-mali-2030', 'military', 'MLI'],
    ['acled:river-front', 'unknown', null],
    ['acled:civilians-mali', 'population', 'MLI'],
    ['acled:fishers-mali', 'unknown', 'MLI'],
  ]);
  const same = { alleged: false, claim_id: null };
  expect(event).toEqual({
    id: 'acled:MLI90001',
    type: 'assault',
    title: 'Attack: Military Forces of Mali (2030-) – Civilians (Mali), Tessit, Mali',
    summary: 'On 12 May 2031, a made-up force fired at made-up people.',
    date: '2031-05-12',
    place: {
      ...{ name: 'Tessit', name_raw: 'Tessit', country: 'MLI' },
      ...{ latitude: 15.2, longitude: -0.5, precision: 'region' },
    },
    realis: 'actual',
    participants: [
      {
        ...{ actor_id: 'acled:military-forces-of-mali-2030', principal_id: 'mli', role: 'initiator' },
        ...{ name_raw: 'Military Forces of Mali (2030-)', ...same },
      },
      { actor_id: 'mli', principal_id: null, role: 'initiator', name_raw: 'Government of Mali (2030-)', ...same },
      { actor_id: 'acled:river-front', principal_id: null, role: 'initiator', name_raw: 'River Front', ...same },
      { actor_id: 'acled:civilians-mali', principal_id: null, role: 'victim', name_raw: 'Civilians (Mali)', ...same },
      { actor_id: 'acled:fishers-mali', principal_id: null, role: 'victim', name_raw: 'Fishers (Mali)', ...same },
    ],
    fatalities: { low: null, best: 3, high: null, qualifier: 'exact' },
    quantities: [],
    relations: [],
    mentions: null,
    evidence: [],
    curated: [],
    cameo: null,
    native: {
      ...{ year: 2031, time_precision: 1, disorder_type: 'Political violence' },
      ...{ event_type: 'Violence against civilians', sub_event_type: 'Attack' },
      ...{ inter1: 'State forces', inter2: 'Civilians', interaction: 'State forces-Civilians' },
      ...{ civilian_targeting: 'Civilian targeting', iso: 466, region: 'Western Africa', country: 'Mali' },
      ...{ admin1: 'Gao', geo_precision: 2, source: 'Example Wire; Example Radio', source_scale: 'National' },
      ...{ timestamp: 1900000000 },
    },
    details: null,
  });
});

test('types follow from the sub-event, else from the event type, older ones included', () => {
  const type = (event_type: string, sub_event_type = '', inter1 = '1', inter2 = '2') =>
    mapped({ event_type, sub_event_type, inter1, inter2 }).event.type;
  expect(type('Battles', 'Armed clash')).toBe('armed-conflict');
  expect(type('Battles', 'Armed clash', 'Rebel group', 'Identity militia')).toBe('non-state-conflict');
  expect(type('Battles', 'Armed clash', '3', '8')).toBe('armed-conflict');
  expect(type('Battle-No change of territory', '', '2', '3')).toBe('non-state-conflict');
  expect(type('Explosions/Remote violence', 'Air/drone strike')).toBe('airstrike');
  expect(type('Explosions/Remote violence', 'Chemical weapon')).toBe('chemical-attack');
  expect(type('Explosions/Remote violence', 'Grenade')).toBe('bombing');
  expect(type('Riots', 'Mob violence')).toBe('riot');
  expect(type('Strategic developments', 'Agreement')).toBe('formal-agreement');
  expect(type('Strategic developments', 'Looting/property destruction')).toBe('strategic-development');
  expect(type('Protests', 'A sub-event of tomorrow')).toBe('protest');
});

test('the first actor does it only where ACLED says so, and who suffers it is the victim', () => {
  const fight = { event_type: 'Battles', sub_event_type: 'Armed clash', actor2: 'River Front', inter2: 'Rebel group' };
  expect(parts(fight)).toEqual(['acled:military-forces-of-mali-2030 participant', 'acled:river-front participant']);
  const shelling = { ...fight, event_type: 'Explosions/Remote violence', sub_event_type: 'Grenade' };
  expect(parts(shelling)).toEqual(['acled:military-forces-of-mali-2030 initiator', 'acled:river-front target']);
  const police = {
    actor1: 'Protesters (Mali)',
    inter1: '6',
    actor2: 'Police Forces of Mali (2030-) Riot Squad',
    inter2: '1',
  };
  const protest = { ...police, event_type: 'Protests', sub_event_type: 'Excessive force against protestors' };
  expect(parts(protest)).toEqual([
    'acled:protesters-mali victim',
    'acled:police-forces-of-mali-2030-riot-squad participant',
  ]);
  const quiet = { ...protest, sub_event_type: 'Peaceful protest', actor2: '', inter2: '' };
  expect(parts(quiet)).toEqual(['acled:protesters-mali initiator']);
  const arrest = { event_type: 'Strategic developments', sub_event_type: 'Arrests' };
  expect(parts(arrest)[1]).toBe('acled:civilians-mali target');
});

test('forces act for the state they name, mutineers for nobody', () => {
  const first = (actor1: string) => mapped({ ...alone, actor1 }).event.participants[0];
  expect(first('Military Forces of the United States (2029-)')?.principal_id).toBe('usa');
  expect(first('Mutiny of Military Forces of Mali (2030-)')?.principal_id).toBeNull();
  expect(first('Government of Atlantis (1999-2001)')).toMatchObject({
    actor_id: 'acled:government-of-atlantis-1999-2001',
    principal_id: null,
  });
});

test('dates are as precise as the row, in three spellings', () => {
  const date = (event_date: string, time_precision: string) => mapped({ event_date, time_precision }).event.date;
  expect(date('2031-05-12', '1')).toBe('2031-05-12');
  expect(date('2-September-2031', '1')).toBe('2031-09-02');
  expect(date('12 May 2031', '2')).toBe('2031-05-12~');
  expect(date('12 May 2031', '3')).toBe('2031-05');
});

test('older exports have capitals, other names and line breaks', () => {
  const { assoc_actor_1, assoc_actor_2, ...rest } = base;
  const older: Record<string, string> = { ...rest, ALLY_ACTOR_1: 'River Front', notes: 'One.\nTwo, "three".' };
  const header = Object.keys(older).map((name) => name.toUpperCase());
  const cells = Object.values(older).map((text) => `"${text.replaceAll('"', '""')}"`);
  const [event] = rowsOf(`${header.join(',')}\r\n${cells.join(',')}\r\n`, layout).map((row) => acled.map(row).event);
  expect(event).toMatchObject({
    id: 'acled:MLI90001',
    summary: 'One.\nTwo, "three".',
    native: { iso: 466, admin1: 'Gao' },
  });
  expect(event?.participants.map(({ actor_id }) => actor_id)).toContain('acled:river-front');
});

test('what cannot be understood is refused with column, value and reason', () => {
  const fault = (cells: Cells) => faultOf(() => acled.map(rowWith(layout, { ...base, ...cells })));
  expect(fault({ event_id_cnty: '' })).toEqual(['event_id_cnty', '', 'is empty']);
  expect(fault({ event_date: '05/12/2031' })).toEqual(['event_date', '05/12/2031', 'is not a calendar day']);
  expect(fault({ event_date: '31 June 2031' })).toEqual(['event_date', '2031-06-31', 'is not a calendar day']);
  expect(fault({ time_precision: '4' })).toEqual(['time_precision', '4', 'is not from 1 to 3']);
  expect(fault({ geo_precision: '0' })).toEqual(['geo_precision', '0', 'is not from 1 to 3']);
  expect(fault({ event_type: 'constructor' })).toEqual(['event_type', 'constructor', 'is not an event type of ACLED']);
  expect(fault({ fatalities: '-1' })).toEqual(['fatalities', '-1', 'is less than 0']);
  expect(fault({ latitude: 'north' })).toEqual(['latitude', 'north', 'is not a number']);
});

test('the manifest is a dataset', () => {
  expect(DatasetInput.parse(acled.manifest.dataset)).toEqual(acled.manifest.dataset);
});
