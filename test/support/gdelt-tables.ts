import { cameoCodes, classify } from '../../src/model/codes/cameo.ts';
import { type Country, countries } from '../../src/model/codes/countries.ts';

/** One item; those with a greater weight stand in the list more often. */
export const draw = <Item>(random: () => number, items: readonly Item[]): Item =>
  items[Math.floor(random() * items.length)] as Item;

/** An actor as its ten columns, with the FIPS code of its country. */
export interface MadeUpActor {
  readonly cells: string;
  readonly country: string | null;
}

/** A place as its eight columns. */
export interface MadeUpPlace {
  readonly cells: string;
}

/** Each item as often as its weight says. */
const weighted = <Item>(items: readonly (readonly [Item, number])[]): Item[] =>
  items.flatMap(([item, weight]) => Array.from({ length: weight }, () => item));

/** States by how often they are in the news, the first the most; all others are there once. */
const prominent =
  'USA GBR RUS ISR UKR CHN PSE IND SYR CAN FRA IRN PAK AUS DEU NGA IRL TUR JPN KOR PRK EGY ITA SAU ESP LBN IRQ AFG SDN ZAF';

const sectors: readonly (readonly [string, string, number])[] = [
  ['GOV', 'PRESIDENT', 40],
  ['GOV', 'PRIME MINISTER', 20],
  ['GOV', 'GOVERNMENT', 30],
  ['MIL', 'MILITARY', 12],
  ['COP', 'POLICE', 30],
  ['EDU', 'SCHOOL', 25],
  ['BUS', 'COMPANY', 30],
  ['CVL', 'RESIDENTS', 20],
  ['LEG', 'PARLIAMENT', 15],
  ['JUD', 'JUDGE', 15],
  ['MED', 'JOURNALIST', 10],
  ['HLH', 'HOSPITAL', 8],
  ['LAB', 'WORKER', 6],
  ['OPP', 'ACTIVIST', 4],
  ['REB', 'REBEL', 3],
  ['UAF', 'MILITANT', 3],
];

/** Code, name, country or region, known group, types. */
const groups: readonly (readonly [string, string, string, string, string, number])[] = [
  ['IGOUNO', 'UNITED NATIONS', '', 'UNO', 'IGO', 6],
  ['IGOEUREEC', 'EUROPEAN UNION', 'EUR', 'EEC', 'IGO', 8],
  ['IGOWSTNAT', 'NATO', 'WST', 'NAT', 'IGO', 5],
  ['IGOAFRAFU', 'AFRICAN UNION', 'AFR', '', 'IGO', 2],
  ['IGOUNOREFHCR', 'UNHCR', '', 'UNO', 'IGO\tREF', 1],
  ['AFR', 'AFRICA', 'AFR', '', '', 4],
  ['EUR', 'EUROPE', 'EUR', '', '', 4],
];

function actorCells(code: string, name: string, country: string, group: string, types: string): string {
  const [type1 = '', type2 = '', type3 = ''] = types.split('\t');
  return [code, name, country, group, '', '', '', type1, type2, type3].join('\t');
}

const rank = (country: Country) => {
  const at = prominent.split(' ').indexOf(country.iso3);
  return at < 0 ? 1 : Math.ceil(120 / (at + 1));
};

function actorsOf(states: readonly Country[]): MadeUpActor[] {
  const named = (country: Country) => (country.short_name ?? country.name).toUpperCase();
  return weighted([
    ...states.flatMap((country): [MadeUpActor, number][] => {
      const { cameo, fips } = country;
      const own = { cells: actorCells(cameo as string, named(country), cameo as string, '', ''), country: fips };
      const government = `${cameo}GOV`;
      const bodies = ['GOV', 'MIL', 'COP', 'BUS'].map((sector): [MadeUpActor, number] => {
        const code = `${cameo}${sector}`;
        return [{ cells: actorCells(code, named(country), cameo as string, '', sector), country: fips }, 1];
      });
      const more = rank(country) > 5 ? bodies : bodies.filter(([{ cells }]) => cells.startsWith(government));
      return [[own, 3 * rank(country)], ...(rank(country) > 1 ? more : [])];
    }),
    ...sectors.map(([code, name, weight]): [MadeUpActor, number] => {
      return [{ cells: actorCells(code, name, '', '', code), country: null }, 3 * weight];
    }),
    ...groups.map(([code, name, country, group, types, weight]): [MadeUpActor, number] => {
      return [{ cells: actorCells(code, name, country, group, types), country: null }, 2 * weight];
    }),
  ]);
}

/** The codes that most rows have, with their share in thousandths; all others are there once. */
const frequent: Readonly<Record<string, number>> = {
  ...{ '010': 80, '020': 60, '036': 40, '040': 60, '042': 75, '043': 70, '046': 30, '051': 60, '057': 13 },
  ...{ '012': 16, '013': 18, '030': 18, '060': 15, '070': 12, '080': 11, '084': 9, '090': 20, '110': 20 },
  ...{ '111': 25, '112': 25, '120': 10, '130': 8, '138': 6, '141': 8, '163': 5, '172': 12, '173': 35, '180': 8 },
  ...{ '190': 40, '193': 12, '195': 6 },
};

function deedsOf() {
  const codes = cameoCodes.filter(({ code }) => code.length > 2);
  return weighted(
    codes.map(({ code }) => {
      const { cameo, quad_class, intensity } = classify(code) as NonNullable<ReturnType<typeof classify>>;
      const value = intensity === null ? '' : intensity.value.toFixed(1);
      return [
        { cells: `${code}\t${cameo.base}\t${cameo.root}\t${quad_class}\t${value}` },
        frequent[code] ?? 1,
      ] as const;
    }),
  );
}

/** Three cities, a region and the country itself, at made-up points. */
function placesIn({ fips, name, short_name }: Country, random: () => number): MadeUpPlace[] {
  const country = short_name ?? name;
  const point = () => [(random() * 120 - 55).toFixed(4), (random() * 340 - 170).toFixed(4)];
  const cell = (type: number, full: string, adm1: string, adm2: string, feature: string) => {
    const [lat, long] = point();
    return { cells: [type, full, fips, adm1, adm2, lat, long, feature].join('\t') };
  };
  const number = () => String(Math.floor(random() * 90_000) + 10_000);
  const city = (part: string) => {
    const adm1 = `${fips}0${1 + Math.floor(random() * 9)}`;
    const [type, adm2, feature] = fips === 'US' ? [3, '', number()] : [4, number(), `-${number()}`];
    return cell(
      type as number,
      `${part} ${country}, ${part} Province, ${country}`,
      adm1,
      adm2 as string,
      feature as string,
    );
  };
  const region = cell(fips === 'US' ? 2 : 5, `Middle Province, ${country}`, `${fips}05`, '', `-${number()}`);
  const whole = cell(1, country, fips as string, '', fips as string);
  return [city('North'), city('South'), city('East'), region, whole, whole];
}

function placesOf(states: readonly Country[], random: () => number) {
  const of = new Map(states.map((country) => [country.fips as string, placesIn(country, random)]));
  const all = states.flatMap((country) => {
    const own = of.get(country.fips as string) ?? [];
    return Array.from({ length: rank(country) }, () => own).flat();
  });
  return { of, all };
}

function countsOf(random: () => number): string[] {
  return Array.from({ length: 512 }, () => {
    const mentions = Math.ceil(1 / (0.02 + random() ** 2)) + (random() < 0.4 ? 9 : 0);
    return `${mentions}\t${Math.ceil(mentions / 12)}\t${mentions}`;
  });
}

const paths = ['world', 'news', 'article', 'politics', '2024/03', 'story'];
const words = 'talks summit border election court police leaders ceasefire protest budget minister visit trade'.split(
  ' ',
);

function addressesOf(random: () => number): string[] {
  return Array.from({ length: 4096 }, (_, at) => {
    const slug = Array.from({ length: 4 + (at % 4) }, () => draw(random, words)).join('-');
    return `https://news${at % 311}.example/${draw(random, paths)}/${slug}-`;
  });
}

/** Ready-made cells to put rows together from. */
export function gdeltTables(random: () => number) {
  const states = countries.filter(({ cameo, fips }) => cameo !== null && fips !== null);
  return {
    actors: actorsOf(states),
    deeds: deedsOf(),
    places: placesOf(states, random),
    counts: countsOf(random),
    tones: Array.from({ length: 4096 }, () => String((random() + random() + random()) * 8 - 14)),
    addresses: addressesOf(random),
  };
}
