import { expect, test } from 'vitest';
import { ActorInput } from '../../src/model/nouns/actor.ts';
import { stateActor, stateName } from '../../src/model/states.ts';

test('a state of today is one of a country, a former one of none', () => {
  expect(stateActor('fra')).toMatchObject({ id: 'fra', kind: 'state', name: 'France', country: 'FRA' });
  const soviet = stateActor('sun');
  expect(ActorInput.parse(soviet)).toEqual(soviet);
  expect(soviet).toMatchObject({
    name: 'Soviet Union',
    names: [{ name: 'Union of Soviet Socialist Republics', kind: 'official' }],
    country: null,
    codes: [{ scheme: 'iso3', code: 'SUN' }],
  });
});

test('only an id in lower case is one', () => {
  expect([stateActor('FRA'), stateActor('qqq'), stateActor('cameo:fra')]).toEqual([null, null, null]);
  expect([stateName('usa'), stateName('yug'), stateName('qqq')]).toEqual(['United States', 'Yugoslavia', null]);
});
