import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { citedIn } from '../src/import/anchors.ts';
import { readCurated } from '../src/import/datasets/curated.ts';
import { codePointLength, sliceCodePoints } from '../src/model/codepoints.ts';
import { classify } from '../src/model/codes/cameo.ts';
import { eventTypeNames, eventTypes } from '../src/model/codes/event-types.ts';
import { quantityKinds } from '../src/model/codes/lists.ts';
import { typedCollections } from '../src/model/details.ts';
import { parseEdtf } from '../src/model/edtf.ts';
import type { Evidence } from '../src/model/evidence.ts';
import { parseTextQuery } from '../src/model/text-query.ts';
import { cutWords, foldName } from '../src/model/words.ts';
import { isContested } from '../src/store/nouns/claim.ts';
import { search } from '../src/store/query/search.ts';
import { openTestStore, type TestStore } from './support/store.ts';

const { given: batch } = readCurated();
const passages = citedIn(batch).map(({ evidence }) => evidence);
const { actors, events, statements, claims, sources } = batch;
const source = sources[0]!;
const length = source.text_length!;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const defaultCameo = new Map<string, string | null>(eventTypes.map(({ type, cameo }) => [type, cameo]));
const cameoOf = (event: (typeof events)[number]) => event.cameo ?? defaultCameo.get(event.type) ?? null;

function byId<Row extends { readonly id: string }>(rows: readonly Row[], id: string): Row {
  const row = rows.find((candidate) => candidate.id === id);
  if (row === undefined) throw new Error(`There is no ${id}.`);
  return row;
}
const event = (id: string) => byId(events, id);
const statement = (id: string) => byId(statements, id);
const claim = (id: string) => byId(claims, id);

/** The value at a dotted path, undefined when it leads nowhere. */
function at(record: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], record);
}

/** Every list of evidence with the record, stand or post it is of. */
const supported: readonly (readonly [string, object, readonly Evidence[]])[] = [
  ...events.map((row) => [row.id, row, row.evidence] as const),
  ...statements.map((row) => [row.id, row, row.evidence] as const),
  ...claims.flatMap(({ id, positions }) =>
    positions.map((row) => [`${id}, ${row.actor_id}`, row, row.evidence] as const),
  ),
  ...actors.flatMap(({ id, affiliations }) =>
    affiliations.map((row) => [`${id}, ${row.actor_id}`, row, row.evidence] as const),
  ),
];
const named = actors.map((row) => [row.id, row, row.evidence] as const);

describe('the sentences of the article', () => {
  test('are 26, in order, apart from each other and within the text', () => {
    expect(sources).toHaveLength(1);
    expect(source.sentences.map(({ index }) => index)).toEqual(Array.from({ length: 26 }, (_, index) => index));
    let last = 0;
    for (const { start, end } of source.sentences) {
      expect(start).toBeGreaterThanOrEqual(last);
      expect(end).toBeGreaterThan(start);
      last = end;
    }
    expect(last).toBeLessThanOrEqual(length);
  });

  test('each support an event, a statement, a stand or a post', () => {
    const used = new Set(supported.flatMap(([, , evidence]) => evidence.map(({ sentence }) => sentence)));
    expect(source.sentences.map(({ index }) => index).filter((index) => !used.has(index))).toEqual([]);
  });
});

describe('evidence', () => {
  test('is given for every record, stand and post', () => {
    const bare = [...supported, ...named].filter(([, , evidence]) => evidence.length === 0).map(([id]) => id);
    expect(bare).toEqual([]);
  });

  test('lies within its sentence, has a hash and was verified', () => {
    for (const { selector, sentence, sha256: hash, status, source_id } of passages) {
      const whole = source.sentences[sentence!]!;
      expect(source_id).toBe(source.id);
      expect(selector!.start).toBeGreaterThanOrEqual(whole.start);
      expect(selector!.end).toBeLessThanOrEqual(whole.end);
      expect(selector!.end).toBeGreaterThan(selector!.start);
      expect(hash).toMatch(/^[0-9a-f]{64}$/);
      expect(status).toBe('verified');
    }
  });

  test('has the same hash wherever it has the same place, and another where the place has another length', () => {
    const hashes = new Map<string, string>();
    const lengths = new Map<string, number>();
    for (const { selector, sha256: hash } of passages) {
      const { start, end } = selector!;
      expect(hashes.get(`${start}-${end}`) ?? hash).toBe(hash);
      expect(lengths.get(hash!) ?? end - start).toBe(end - start);
      hashes.set(`${start}-${end}`, hash!);
      lengths.set(hash!, end - start);
    }
  });

  test('repeats the text for quotations only, and then with the hash and the length of its anchor', () => {
    const exact = passages.filter((item) => item.exact !== null);
    expect(exact).toHaveLength(statements.filter(({ quotation }) => quotation !== 'none').length);
    for (const item of exact) {
      expect(sha256(item.exact!)).toBe(item.sha256);
      expect(codePointLength(item.exact!)).toBe(item.selector!.end - item.selector!.start);
    }
  });

  test('supports fields that are there', () => {
    const lost = [...supported, ...named].flatMap(([id, record, evidence]) =>
      evidence.flatMap(({ supports }) =>
        (supports ?? []).filter((path) => at(record, path) == null).map((path) => `${id}: ${path}`),
      ),
    );
    expect(lost).toEqual([]);
  });
});

describe('statements', () => {
  test('give a quotation exactly as their evidence does, and none without one', () => {
    for (const { id, quotation, text, paraphrase, evidence } of statements) {
      const exact = evidence.flatMap((item) => item.exact ?? []);
      expect(exact, id).toEqual(quotation === 'none' ? [] : [text]);
      expect(text === null, id).toBe(quotation === 'none');
      if (quotation !== 'full') expect(paraphrase, id).toBeTruthy();
      if (text !== null) expect(text, id).not.toMatch(/^["'“‘]|["'”’]$/);
    }
  });

  test('name a speaker unless the article does not', () => {
    for (const { id, speaker_id, speaker_raw, attribution, on_behalf_of_id, curated } of statements) {
      expect(speaker_id === null, id).toBe(attribution === 'unattributed');
      if (speaker_id === null) expect(on_behalf_of_id, id).toBeNull();
      if (attribution === 'explicit') expect(speaker_raw, id).not.toMatch(/^(he|she|they|i|we)$/i);
      if (attribution === 'inferred') expect(curated, id).toContain('speaker_id');
    }
  });

  test('that are acts name the event with the same code, the speaker and the date', () => {
    for (const { id, cameo, act_event_id, speaker_id, speaker_candidates, date } of statements) {
      expect(cameo, id).toMatch(/^(0|1[0-3])/);
      if (!/^(016|0[2-9]|1)/.test(cameo!)) {
        expect(act_event_id, `${id} is speech only`).toBeNull();
        continue;
      }
      expect(act_event_id, `${id} is an act`).not.toBeNull();
      const act = event(act_event_id!);
      expect(cameoOf(act), id).toBe(cameo);
      expect(act.date, id).toBe(date);
      const acting = act.participants
        .filter(({ role }) => role === 'initiator' || role === 'participant')
        .flatMap(({ actor_id, principal_id }) => [actor_id, principal_id]);
      expect(acting, id).toEqual(expect.arrayContaining(speaker_id === null ? speaker_candidates : [speaker_id]));
    }
  });

  test('stand behind every event that is spoken', () => {
    const spoken = ['denial', 'appeal', 'pledge', 'intent-to-cooperate', 'criticism', 'accusation', 'threat', 'veto'];
    const acts = new Set(statements.map(({ act_event_id }) => act_event_id));
    const mute = events.filter(({ id, type }) => spoken.includes(type) && !acts.has(id)).map(({ id }) => id);
    expect(mute).toEqual([]);
  });
});

describe('claims', () => {
  test('take from a statement its speaker and its date', () => {
    for (const { id, positions } of claims) {
      for (const { statement_id, actor_id, date } of positions) {
        if (statement_id === null) continue;
        expect(statement(statement_id).speaker_id, id).toBe(actor_id);
        expect(statement(statement_id).date, id).toBe(date);
      }
    }
  });

  test('rest no stand on words whose speaker is not told', () => {
    const used = new Set(claims.flatMap(({ positions }) => positions.map(({ statement_id }) => statement_id)));
    expect(statements.filter(({ id, speaker_id }) => speaker_id === null && used.has(id))).toEqual([]);
  });
});

describe('ids, names and codes', () => {
  const records = [...actors, ...events, ...statements, ...claims, ...sources];

  test('ids are slugs, told apart across nouns, and no segment of a path', () => {
    const segments = ['events', 'actors', 'statements', 'claims', 'sources', 'datasets', 'codes', 'search', 'export'];
    const taken = new Set<string>([
      ...segments,
      'timeline',
      'facets',
      'dyads',
      ...typedCollections.map(({ path }) => path),
    ]);
    for (const { id } of records) {
      expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(taken, id).not.toContain(id);
      taken.add(id);
    }
  });

  test('every spelling of an actor is of that actor alone', () => {
    const owners = new Map<string, string>();
    for (const { id, name, names, codes } of actors) {
      const resolved = codes.filter(({ scheme }) => scheme === 'iso3' || scheme === 'cameo').map(({ code }) => code);
      for (const spelling of [id, name, ...names.map((other) => other.name), ...resolved]) {
        const folded = foldName(spelling);
        expect(folded, spelling).not.toBe('');
        expect(owners.get(folded) ?? id, spelling).toBe(id);
        owners.set(folded, id);
      }
    }
  });

  test.each([
    ['rus', ['Russia', 'Russian Federation', 'the Kremlin', 'Kremlin', 'Moscow']],
    ['usa', ['US', 'U.S.', 'USA', 'United States', 'the United States', 'Washington', 'America']],
    ['gbr', ['UK', 'Britain', 'United Kingdom', 'Great Britain']],
    ['syr', ['Syria', 'Syrian Arab Republic', 'Damascus']],
    ['islamic-state', ['Islamic State', 'ISIS', 'ISIL', 'Daesh']],
    ['nato', ['NATO', 'North Atlantic Treaty Organisation', 'North Atlantic Treaty Organization']],
    ['opcw', ['OPCW', 'Organisation for the Prohibition of Chemical Weapons']],
    ['un', ['UN', 'U.N.', 'United Nations']],
    ['unsc', ['Security Council', 'UNSC', 'UN Security Council']],
    ['trump', ['Trump', 'Donald Trump']],
    ['assad', ['Assad', 'Bashar al-Assad']],
  ])('%s is found by %j', (id, wanted) => {
    const { name, names } = byId(actors, id);
    const known = [name, ...names.map((other) => other.name)].map(foldName);
    expect(known).toEqual(expect.arrayContaining(wanted.map(foldName)));
  });

  test('types, CAMEO codes, dates and figures are ones the service knows', () => {
    const units = new Map<string, string>(quantityKinds.map(({ code, unit }) => [code, unit]));
    const typed = new Set<string>(typedCollections.map(({ type }) => type));
    for (const row of events) {
      expect(eventTypeNames).toContain(row.type);
      expect(classify(cameoOf(row)!), row.id).not.toBeNull();
      expect(parseEdtf(row.date!), row.id).not.toBeNull();
      expect(row.details !== null, row.id).toBe(typed.has(row.type));
      for (const { kind, unit } of row.quantities) expect(unit, `${row.id} ${kind}`).toBe(units.get(kind) ?? 'unknown');
    }
    for (const row of statements) {
      expect(classify(row.cameo!), row.id).not.toBeNull();
      expect(parseEdtf(row.date!), row.id).not.toBeNull();
    }
    for (const { id, positions } of claims) {
      for (const { date } of positions) expect(parseEdtf(date!), id).not.toBeNull();
    }
  });

  test('references lead somewhere', () => {
    const known = {
      actor: new Set(actors.map(({ id }) => id)),
      event: new Set(events.map(({ id }) => id)),
      statement: new Set(statements.map(({ id }) => id)),
      claim: new Set(claims.map(({ id }) => id)),
    };
    const details = events.map((row) => row.details as Record<string, unknown> | null);
    const wanted = [
      ...events.flatMap(({ participants }) =>
        participants.flatMap((row) => [
          ['actor', row.actor_id],
          ['actor', row.principal_id],
          ['claim', row.claim_id],
        ]),
      ),
      ...events.flatMap(({ quantities }) => quantities.map((row) => ['claim', row.claim_id])),
      ...events.flatMap(({ relations }) => relations.map((row) => ['event', row.event_id])),
      ...details.flatMap((row) => [
        ['actor', row?.body],
        ['actor', row?.outlet_id],
      ]),
      ...details.flatMap((row) => ((row?.agent_confirmed_by ?? []) as string[]).map((id) => ['actor', id])),
      ...statements.flatMap((row) =>
        [row.speaker_id, row.on_behalf_of_id, row.reported_by_id, ...row.speaker_candidates, ...row.addressee_ids].map(
          (id) => ['actor', id],
        ),
      ),
      ...statements.flatMap((row) => [row.occasion_id, row.act_event_id].map((id) => ['event', id])),
      ...[...statements, ...claims].flatMap(({ about }) => about.map((row) => [row.kind, row.id])),
      ...claims.flatMap(({ positions }) =>
        positions.flatMap((row) => [
          ['actor', row.actor_id],
          ['statement', row.statement_id],
        ]),
      ),
      ...actors.flatMap(({ affiliations }) => affiliations.map((row) => ['actor', row.actor_id])),
    ] as [keyof typeof known, string | null | undefined][];
    expect(wanted.filter(([noun, id]) => id != null && !known[noun].has(id))).toEqual([]);
  });

  test('`curated` names fields that are there', () => {
    const lost = records.flatMap((record) =>
      record.curated
        .filter((path) => (path === 'classification' ? !('participants' in record) : at(record, path) === undefined))
        .map((path) => `${record.id}: ${path}`),
    );
    expect(lost).toEqual([]);
  });

  test('`curated` marks every code, every coordinate and every date that had to be resolved', () => {
    const fromText = /^(2011\/\.\.|2014|2017-04-15)$/;
    for (const { id, curated, place, date } of events) {
      expect(curated, id).toContain('classification');
      if (!fromText.test(date!)) expect(curated, id).toContain('date');
      if (place?.latitude != null)
        expect(
          ['place', 'place.latitude'].some((path) => curated.includes(path)),
          id,
        ).toBe(true);
    }
    for (const { id, curated, date } of statements) {
      expect(curated, id).toContain('cameo');
      if (!fromText.test(date!)) expect(curated, id).toContain('date');
    }
    for (const { id, curated, positions } of claims) {
      expect(curated, id).toContain('topic');
      for (const [index, { date }] of positions.entries()) {
        if (!fromText.test(date!)) expect(curated, id).toContain(`positions.${index}.date`);
      }
    }
    for (const { id, curated, codes } of actors) if (codes.length > 0) expect(curated, id).toContain('codes');
  });
});

describe('what a reader of the article would look up', () => {
  const standsOn = (id: string) => claim(id).positions.map(({ actor_id, position }) => [actor_id, position]);

  test('the veto is Russia’s eighth, and that count is Rycroft’s', () => {
    const veto = event('russia-veto-2017-04-12');
    expect(veto).toMatchObject({ type: 'veto', details: { body: 'unsc', draft: null, resolution: null, ordinal: 8 } });
    expect(veto.participants[0]).toMatchObject({ actor_id: 'rus', role: 'initiator' });
    expect(veto.quantities).toEqual([
      { kind: 'veto_ordinal', value: 8, unit: 'ordinal', qualifier: 'exact', claim_id: 'veto-was-eighth' },
    ]);
    expect(standsOn('veto-was-eighth')).toEqual([['rycroft', 'asserts']]);
  });

  test('the 59 missiles are a claim of Russia, the strike has no day and the base no name', () => {
    const strike = event('us-missile-strike-2017-04');
    expect(strike).toMatchObject({
      date: '2017-04-04/2017-04-15',
      details: { munitions_launched: null, target_site: 'the base' },
    });
    expect(strike.place).toMatchObject({ precision: 'country', latitude: null, longitude: null });
    expect(strike.quantities).toEqual([
      {
        kind: 'munitions_launched',
        value: 59,
        unit: 'munitions',
        qualifier: 'exact',
        claim_id: 'strike-used-59-missiles',
      },
    ]);
    expect(standsOn('strike-used-59-missiles')).toEqual([['rus', 'asserts']]);
    expect(standsOn('strike-was-diversion')).toEqual([['rus', 'asserts']]);
  });

  test('the airstrike on Mosul killed about 150 in March 2017', () => {
    expect(event('mosul-airstrike-2017-03')).toMatchObject({
      type: 'airstrike',
      date: '2017-03',
      place: { name: 'Mosul', country: 'IRQ', precision: 'city' },
      fatalities: { low: null, best: 150, high: null, qualifier: 'about' },
    });
  });

  test('Wednesday is 12 April, Thursday 13 April; what is only taken for Wednesday says so', () => {
    expect(new Date(`${source.published_on}T00:00:00Z`).getUTCDay()).toBe(6);
    expect(statement('tillerson-no-firm-information').date).toBe('2017-04-12');
    expect(statement('british-delegation-samples-sarin').date).toBe('2017-04-13');
    for (const id of [
      'russia-veto-2017-04-12',
      'tillerson-lavrov-news-conference-2017-04-12',
      'tillerson-putin-meeting-2017-04-12',
    ]) {
      expect(event(id).date, id).toBe('2017-04-12?');
    }
  });

  test('Putin and Tillerson met for about two hours', () => {
    const meeting = event('tillerson-putin-meeting-2017-04-12');
    expect(meeting).toMatchObject({ type: 'meeting', details: { duration_minutes: 120 } });
    expect(meeting.quantities).toMatchObject([{ kind: 'duration_minutes', value: 120, qualifier: 'about' }]);
    expect(meeting.participants.map(({ actor_id }) => actor_id).sort()).toEqual(['putin', 'tillerson']);
  });

  test('the war has killed more than 400,000 since 2011', () => {
    expect(event('syrian-civil-war')).toMatchObject({
      date: '2011/..',
      fatalities: { low: 400_000, qualifier: 'more_than' },
    });
  });

  test('NATO pledged in 2014 to come near 2 percent within ten years', () => {
    const pledge = event('nato-spending-pledge-2014');
    expect(pledge).toMatchObject({ type: 'pledge', date: '2014', details: { deadline_years: 10 } });
    expect(pledge.quantities.map(({ kind, value }) => [kind, value])).toEqual([
      ['gdp_share_percent', 2],
      ['deadline_years', 10],
    ]);
  });

  test('Russia has helped Assad for 18 months', () => {
    expect(event('russia-helps-assad-extend-authority').quantities).toMatchObject([
      { kind: 'duration_months', value: 18, unit: 'months' },
    ]);
  });

  test('who is guilty of the sarin attack is contested, and both doers are only alleged', () => {
    expect(claims.filter(({ positions }) => isContested(positions)).map(({ id }) => id)).toEqual([
      'assad-responsible-for-sarin-attack',
      'rebels-dispersed-agent',
    ]);
    expect(standsOn('assad-responsible-for-sarin-attack')).toEqual(
      expect.arrayContaining([
        ['usa', 'asserts'],
        ['rus', 'denies'],
      ]),
    );
    expect(standsOn('rebels-dispersed-agent')).toEqual([
      ['rus', 'asserts'],
      ['trump-administration', 'disputes'],
    ]);
    expect(standsOn('russia-knew-beforehand')).toEqual([['trump', 'considers_possible']]);
    expect(standsOn('russia-involved-in-attack')).toEqual([['tillerson', 'reports_no_evidence']]);
    const doers = event('sarin-attack-2017-04-04').participants.filter(({ role }) => role === 'initiator');
    expect(doers.map(({ actor_id, alleged }) => [actor_id, alleged])).toEqual([
      ['assad', true],
      ['syrian-rebels', true],
    ]);
  });

  test('the interview was broadcast on Wednesday, by whom is not told', () => {
    expect(event('trump-interview-2017-04-12')).toMatchObject({
      type: 'interview',
      date: '2017-04-12',
      details: { outlet_id: null, aired_on: '2017-04-12' },
    });
    expect(statement('trump-no').occasion_id).toBe('trump-interview-2017-04-12');
  });

  test('the threat names what was threatened, and that is no event', () => {
    expect(event('trump-threatens-assad-2017-04').details).toEqual({
      action: 'another military response',
      condition: 'Assad uses chemical weapons again',
    });
    expect(events.filter(({ type }) => type === 'missile-strike')).toHaveLength(1);
  });

  test('three quotations have no speaker', () => {
    const quoted = statements.filter(({ speaker_id, quotation }) => speaker_id === null && quotation !== 'none');
    expect(quoted.map(({ id }) => id)).toEqual([
      'unnamed-steps-under-way',
      'unnamed-owe-it-to-humanity',
      'unnamed-they-could-have-known',
    ]);
  });
});

describe('a search for the words of the news', () => {
  let store: TestStore;
  beforeAll(async () => {
    store = await openTestStore('sqlite');
    await store.seed();
  });
  afterAll(() => store.close());

  test.each([
    [
      'Tomahawk',
      [
        'us-missile-strike-2017-04',
        'russia-accuses-usa-of-diversion-2017-04',
        'russia-strike-was-diversion',
        'strike-used-59-missiles',
      ],
    ],
    [
      'sarin',
      [
        'sarin-attack-2017-04-04',
        'sarin-sample-tests-2017-04',
        'british-delegation-samples-sarin',
        'agent-was-sarin',
        'assad-responsible-for-sarin-attack',
      ],
    ],
    [
      '"working group"',
      [
        'us-russia-working-group-2017-04-12',
        'tillerson-lavrov-working-group',
        'tillerson-smaller-issues',
        'no-concrete-cooperation-named',
      ],
    ],
    ['diversion', ['russia-accuses-usa-of-diversion-2017-04', 'russia-strike-was-diversion', 'strike-was-diversion']],
    // The article mentions none; the call for an investigation says so.
    ['"low point"', ['tillerson-relations-low-point', 'relations-at-low-point']],
    ['"all-time low"', ['trump-relations-all-time-low', 'relations-at-all-time-low']],
    ['Mosul', ['mosul-airstrike-2017-03', 'mosul-airstrike-killed-150', 'mosul-civilians']],
    ['NATO', ['nato', 'nato-spending-pledge-2014', 'nato-leaders-pledge', 'nato-two-percent-guideline']],
    ['veto "Security Council"', ['russia-veto-2017-04-12', 'russia-casts-veto']],
    [
      '"Islamic State"',
      ['islamic-state', 'usa-main-enemy-islamic-state', 'russia-main-enemy-islamic-state', 'islamic-state-main-enemy'],
    ],
    ['"news conference"', ['tillerson-lavrov-news-conference-2017-04-12']],
  ])('%s finds the records about it', async (text, wanted) => {
    const read = parseTextQuery(text);
    if (!read.ok) throw new Error(read.reason);
    const hits = await search(store.database, { q: read.query, limit: 100 });
    expect(hits.map(({ id }) => id)).toEqual(expect.arrayContaining(wanted));
  });
});

// The text is not in the repository; these tests run where ARTICLE_TEXT names the file.
const article = process.env.ARTICLE_TEXT;

describe.skipIf(article === undefined)('against the text of the article, when it is at hand', () => {
  const text = article === undefined ? '' : readFileSync(article, 'utf8');

  test('the source is this text', () => {
    expect(sha256(text)).toBe(source.text_sha256);
    expect(codePointLength(text)).toBe(length);
  });

  test('the sentences leave out nothing but the posting line and white space', () => {
    let from = 0;
    let rest = '';
    for (const { start, end } of source.sentences) {
      rest += sliceCodePoints(text, from, start);
      from = end;
    }
    expect((rest + sliceCodePoints(text, from)).trim()).toBe('Posted April 15, 2017');
  });

  test('every anchor has the passage that its hash says', () => {
    const wrong = passages.filter(
      ({ selector, sha256: hash }) => sha256(sliceCodePoints(text, selector!.start, selector!.end)) !== hash,
    );
    expect(wrong).toEqual([]);
  });

  test('every name as the source writes it stands in it', () => {
    const raw = [
      ...events.flatMap(({ participants, place }) => [
        ...participants.map(({ name_raw }) => name_raw),
        place?.name_raw,
      ]),
      ...statements.map(({ speaker_raw }) => speaker_raw),
    ];
    expect(raw.filter((name) => name != null && !text.includes(name))).toEqual([]);
  });

  test('every quotation of the article is a statement', () => {
    const marks = /^"(.+)"(?=[,.])|(?<= )"([^"\n]+)"(?=[ ,.])|(?<= )'([^'\n]+)'$/gm;
    const quoted = [...text.matchAll(marks)].map(([, line, inside, headline]) => line ?? inside ?? headline);
    const given = statements.flatMap((row) => row.text ?? []);
    expect(quoted.sort()).toEqual(given.sort());
  });

  test('no sentence of ours has six words of it in a row', () => {
    const words = (passage: string) => cutWords(passage).map(({ word }) => word);
    const runs = (passage: string) =>
      words(passage)
        .map((_, index, all) => all.slice(index, index + 6).join(' '))
        .filter((run) => run.split(' ').length === 6);
    const taken = new Set(source.sentences.flatMap(({ start, end }) => runs(sliceCodePoints(text, start, end))));
    const ours = [
      ...events.flatMap((row) => [
        row.title,
        row.summary,
        ...row.relations.map(({ note }) => note),
        ...Object.values(row.details ?? {}),
      ]),
      ...statements.flatMap(({ paraphrase, note }) => [paraphrase, note]),
      ...claims.flatMap(({ proposition, positions }) => [proposition, ...positions.map(({ note }) => note)]),
      ...readdirSync(new URL('../seed/', import.meta.url)).map((name) =>
        readFileSync(new URL(`../seed/${name}`, import.meta.url), 'utf8')
          .split('\n')
          .flatMap((line) => line.match(/(?:^|\s)# .*/)?.[0] ?? [])
          .join('\n'),
      ),
    ].filter((passage) => typeof passage === 'string');
    expect(ours.flatMap(runs).filter((run) => taken.has(run))).toEqual([]);
  });
});
