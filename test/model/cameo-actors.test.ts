import { expect, test } from 'vitest';
import { cameoGroups, cameoPeoples, cameoReligions, cameoSectors } from '../../src/model/codes/cameo-actors.ts';
import { cameoRegions, countryByCameo } from '../../src/model/codes/countries.ts';
import { actorKinds } from '../../src/model/codes/lists.ts';

test('a part of an actor code stands for one thing', () => {
  const parts = [...cameoSectors, ...cameoGroups, ...cameoReligions, ...cameoPeoples];
  const codes = [...parts, ...cameoRegions].map(({ code }) => code);
  expect(codes.filter((code, at) => codes.indexOf(code) !== at || !/^[A-Za-z]{3}$/.test(code))).toEqual([]);
  expect(parts.filter(({ code }) => countryByCameo.has(code))).toEqual([]);
  const kinds = new Set<string>(actorKinds.map(({ code }) => code));
  expect(parts.filter(({ kind, name }) => name === '' || (kind !== null && !kinds.has(kind)))).toEqual([]);
});
