import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { cameoByCode, cameoCodes, classify } from '../../src/model/codes/cameo.ts';
import {
  cameoRegions,
  countries,
  countryByCameo,
  countryByFips,
  countryByIso3,
  fipsAreas,
} from '../../src/model/codes/countries.ts';
import { cameoToType, type EventType, eventTypeNames, eventTypes } from '../../src/model/codes/event-types.ts';
import { codesOf, participantRoles, positions } from '../../src/model/codes/lists.ts';
import { ploverTypes } from '../../src/model/codes/plover.ts';
import { codeSchemesServed } from '../../src/model/codes/schemes.ts';

const neverImported = [
  'news-conference',
  'interview',
  'vote',
  'missile-strike',
  'chemical-attack',
  'non-state-conflict',
  'one-sided-violence',
  'strategic-development',
];

describe('CAMEO', () => {
  it('has every code once, in order, as a string with its leading zero', () => {
    const codes = cameoCodes.map((row) => row.code);
    expect(codes).toHaveLength(318);
    expect(new Set(codes).size).toBe(318);
    expect(codes).toEqual([...codes].sort());
    expect(codes.filter((code) => code.length === 2)).toHaveLength(20);
    expect(cameoByCode.get('013')?.label).toBe('Make optimistic comment');
    expect(cameoByCode.get('13')?.label).toBe('Threaten');
    expect(cameoByCode.has('1')).toBe(false);
  });

  it('has the base and root of every code, and a label that is whole', () => {
    for (const { code, base, root, label, quad_class } of cameoCodes) {
      expect(code).toMatch(/^\d{2,4}$/);
      expect(cameoByCode.has(base) && cameoByCode.has(root), code).toBe(true);
      expect(label, code).toMatch(/^[A-Z][\x20-\x7e]*[^ ]$/);
      expect([1, 2, 3, 4]).toContain(quad_class);
    }
  });

  it.each([
    ['010', 0, false],
    ['016', -2, false],
    ['129', -5, false],
    ['1213', -4, true],
    ['155', -7.2, true],
    ['176', -7, true],
    ['1951', -10, true],
    ['13', -6, false],
  ])('gives %s the intensity %d, inherited: %s', (code, value, inherited) => {
    expect(classify(code)?.intensity).toEqual({ value, scale: 'goldstein-gdelt', inherited });
  });

  it('gives every code an intensity in tenths', () => {
    for (const { code } of cameoCodes) {
      const value = classify(code)?.intensity?.value ?? Number.NaN;
      expect(Math.abs(value), code).toBeLessThanOrEqual(10);
      expect(value, code).toBe(Math.round(value * 10) / 10);
    }
  });

  it('classifies a code in exactly the shape of the record', () => {
    expect(classify('1951')).toStrictEqual({
      cameo: { code: '1951', base: '195', root: '19', label: 'Employ precision-guided aerial munitions' },
      plover: { type: 'ASSAULT', mode: 'heavy-weapons', contexts: ['military'] },
      quad_class: 4,
      intensity: { value: -10, scale: 'goldstein-gdelt', inherited: true },
    });
    expect(classify('9')).toBeNull();
    expect(classify('1999')).toBeNull();
  });

  it('leaves PLOVER null where it has no type, and takes it from the base of a narrower code', () => {
    expect(cameoCodes.filter(({ code }) => code.length === 2 && classify(code)?.plover !== null)).toEqual([]);
    expect(classify('155')?.plover).toBeNull();
    expect(classify('016')?.plover).toBeNull();
    expect(cameoByCode.get('1952')?.plover).toBeNull();
    expect(classify('1952')?.plover).toEqual(classify('195')?.plover);
    expect(classify('1834')?.plover).toEqual({ type: 'ASSAULT', mode: 'explosives', contexts: [] });
    expect(classify('196')?.plover?.contexts).toEqual(['legal', 'military']);
  });

  it('leads to no PLOVER type but those described', () => {
    const used = new Set(cameoCodes.flatMap((row) => row.plover?.type ?? []));
    expect([...used].sort()).toEqual(ploverTypes.map((row) => row.code).sort());
  });
});

describe('event types', () => {
  it('maps every CAMEO code to one type that exists', () => {
    const names = new Set<string>(eventTypeNames);
    for (const { code } of cameoCodes) expect(names.has(cameoToType(code) ?? ''), code).toBe(true);
    expect(cameoToType('1')).toBeNull();
    expect(cameoToType('21')).toBeNull();
    expect(cameoToType('---')).toBeNull();
  });

  it('reaches every type from some code, save those that only curators, the UN and UCDP use', () => {
    const reached = new Set(cameoCodes.map(({ code }) => cameoToType(code)));
    expect(eventTypeNames.filter((name) => !reached.has(name)).sort()).toEqual([...neverImported].sort());
  });

  it('has each type once, with a default code that leads back to it', () => {
    expect(new Set(eventTypeNames).size).toBe(eventTypes.length);
    for (const { type, cameo } of eventTypes) {
      if (cameo === null) continue;
      expect(cameoByCode.has(cameo), type).toBe(true);
      if (!neverImported.includes(type)) expect(cameoToType(cameo), type).toBe(type);
    }
  });

  it.each<[string, EventType]>([
    ['01', 'public-statement'],
    ['016', 'denial'],
    ['03', 'intent-to-cooperate'],
    ['030', 'pledge'],
    ['0311', 'intent-to-cooperate'],
    ['0312', 'pledge'],
    ['0333', 'pledge'],
    ['036', 'intent-to-meet'],
    ['04', 'consultation'],
    ['043', 'visit'],
    ['052', 'diplomatic-support'],
    ['0841', 'release'],
    ['085', 'sanctions-relief'],
    ['0863', 'access'],
    ['0871', 'ceasefire'],
    ['0874', 'withdrawal'],
    ['1124', 'accusation'],
    ['114', 'disapproval'],
    ['129', 'veto'],
    ['1385', 'threat'],
    ['139', 'ultimatum'],
    ['1951', 'airstrike'],
    ['1952', 'drone-strike'],
    ['20', 'mass-violence'],
    ['2041', 'cbrn-attack'],
  ])('maps %s to %s', (code, type) => {
    expect(cameoToType(code)).toBe(type);
  });
});

describe('countries', () => {
  it('has every code once', () => {
    expect(countries).toHaveLength(250);
    for (const key of ['iso3', 'iso2', 'name', 'cameo', 'fips'] as const) {
      const values = countries.flatMap((row) => row[key] ?? []);
      expect(new Set(values).size, key).toBe(values.length);
    }
    for (const { iso3, iso2 } of countries) expect(`${iso3} ${iso2}`).toMatch(/^[A-Z]{3} [A-Z]{2}$/);
    expect(countries.filter((row) => row.user_assigned).map((row) => row.iso3)).toEqual(['XKX']);
  });

  it('keeps areas and regions apart from countries', () => {
    const fips = new Set(countries.map((row) => row.fips));
    expect(fipsAreas.filter((area) => fips.has(area.fips))).toEqual([]);
    expect(cameoRegions.filter((region) => countryByIso3.has(region.code))).toEqual([]);
    for (const { iso3 } of [...fipsAreas, ...cameoRegions])
      if (iso3 !== null) expect(countryByIso3.has(iso3)).toBe(true);
  });

  it.each([
    ['RS', 'RUS'],
    ['SY', 'SYR'],
    ['UK', 'GBR'],
    ['GM', 'DEU'],
    ['CH', 'CHN'],
    ['SZ', 'CHE'],
    ['AS', 'AUS'],
    ['AU', 'AUT'],
    ['IZ', 'IRQ'],
    ['IS', 'ISR'],
    ['UP', 'UKR'],
    ['TU', 'TUR'],
    ['RI', 'SRB'],
    ['RB', 'SRB'],
    ['GZ', 'PSE'],
    ['KV', 'XKX'],
  ])('reads the FIPS code %s as %s', (fips, iso3) => {
    expect(countryByFips.get(fips)?.iso3).toBe(iso3);
  });

  it.each([
    ['ROM', 'ROU'],
    ['ROU', 'ROU'],
    ['TMP', 'TLS'],
    ['MTN', 'MNE'],
    ['GZS', 'PSE'],
    ['RUS', 'RUS'],
  ])('reads the CAMEO code %s as %s', (cameo, iso3) => {
    expect(countryByCameo.get(cameo)?.iso3).toBe(iso3);
  });

  it('has no country for a region or the sea', () => {
    expect(countryByCameo.get('EUR')).toBeUndefined();
    expect(countryByFips.get('OS')).toBeUndefined();
  });
});

describe('lists and schemes', () => {
  it('keeps the codes as literals that zod can use', () => {
    const role = z.enum(codesOf(participantRoles));
    const one: z.infer<typeof role> = 'initiator';
    expect(role.safeParse(one).success).toBe(true);
    expect(role.safeParse('doer').success).toBe(false);
  });

  it('counts three positions for a claim and three against it', () => {
    const on = (side: string) => positions.filter((row) => row.side === side).map((row) => row.code);
    expect(on('for')).toEqual(['asserts', 'acknowledges', 'corroborates']);
    expect(on('against')).toEqual(['denies', 'disputes', 'doubts']);
  });

  it('names every scheme once, and every code of it once, with a parent that is there', () => {
    expect(new Set(codeSchemesServed.map(({ scheme }) => scheme)).size).toBe(codeSchemesServed.length);
    for (const { scheme, entries } of codeSchemesServed) {
      const codes = new Set(entries.map((entry) => entry.code));
      expect(entries.length, scheme).toBeGreaterThan(0);
      expect(codes.size, scheme).toBe(entries.length);
      for (const { parent, label } of entries) {
        expect(label, scheme).not.toBe('');
        if (parent !== null) expect(codes.has(parent), `${scheme} ${parent}`).toBe(true);
      }
    }
  });

  it('describes every code of ours', () => {
    const ours = codeSchemesServed.filter((scheme) => scheme.see === null).flatMap((scheme) => scheme.entries);
    for (const { code, description } of ours) expect(description, code).toMatch(/^[A-Z].*\.$/);
  });
});

// The published table is not in the repository; this test runs where CAMEO_CROSSWALK names it, in columns of CSV.
const crosswalk = process.env.CAMEO_CROSSWALK ?? '';

describe.skipIf(crosswalk === '')('the published crosswalk', () => {
  it('says the same as our table, row by row', () => {
    const [head = [], ...rows] = readFileSync(crosswalk, 'utf8').trim().split(/\r?\n/).map(cells);
    const published = rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at] ?? ''])));
    expect(published.map((row) => row.code)).toEqual(cameoCodes.map((row) => row.code));
    for (const row of published) expect(inColumns(row.code ?? ''), row.code).toEqual(asWeTakeIt(row));
  });
});

// CAMEO 1.1b3 leaves the labels of 1213 and 1214 blank; ours are tested above to be there.
function asWeTakeIt(row: Record<string, string>): Record<string, string> {
  const label = row.label_cameo_1_1b3 || (cameoByCode.get(row.code ?? '')?.label ?? '');
  return {
    label: label.toLowerCase(),
    quad_class: row.quad_gdelt_icews ?? '',
    tenths: row.goldstein_gdelt ? String(Math.round(Number(row.goldstein_gdelt) * 10)) : '',
    plover: [row.plover_type, row.plover_mode, row.plover_context].join('|'),
  };
}

function inColumns(code: string): Record<string, string> {
  const row = cameoByCode.get(code)!;
  return {
    label: row.label.toLowerCase(),
    quad_class: String(row.quad_class),
    tenths: String(row.goldstein_gdelt_tenths ?? ''),
    plover: [row.plover?.type, row.plover?.mode, row.plover?.contexts.join('; ')].join('|'),
  };
}

function cells(line: string): string[] {
  const found = line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g);
  return [...found].map(([, cell = '']) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell));
}
