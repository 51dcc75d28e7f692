import { expect, test } from 'vitest';
import { checkAnchors } from '../../src/import/anchors.ts';
import { readCurated } from '../../src/import/datasets/curated.ts';
import type { Evidence } from '../../src/model/evidence.ts';
import { StatementInput } from '../../src/model/nouns/statement.ts';

/** What is said of the dataset that comes with the program when one passage of it is changed. */
function refusalOf(change: Partial<Evidence>): string {
  const { given: batch } = readCurated();
  const statement = batch.statements[0]!;
  const [first, ...rest] = statement.evidence;
  const changed = { ...statement, evidence: [{ ...first!, ...change }, ...rest] };
  try {
    checkAnchors({ ...batch, statements: [changed, ...batch.statements.slice(1)] });
    return '';
  } catch (cause) {
    return (cause as Error).message;
  }
}

const anchor = (start: number, end: number) => ({ type: 'TextPositionSelector' as const, start, end });

test('an anchor that contradicts itself is refused by its record, without the text', () => {
  expect(refusalOf({})).toBe('');
  expect(refusalOf({ exact: 'another' })).toMatch(
    /statement trump-\S+\.evidence\.0 the quotation "another" does not match/,
  );
  expect(refusalOf({ selector: anchor(54, 42) })).toMatch(/54–42 is not a valid range/);
  expect(refusalOf({ selector: anchor(42, 99_999) })).toMatch(/after the text, which has 3695 code points/);
  expect(refusalOf({ selector: anchor(400, 412) })).toMatch(/outside sentence 0/);
  expect(refusalOf({ sentence: 88 })).toMatch(/names sentence 88/);
  expect(refusalOf({ supports: ['typo'] })).toMatch(/supports "typo", which is not a field/);
  expect(refusalOf({ status: 'verified', sha256: null, exact: null })).toMatch(/marked verified without/);
});

test('a statement that contradicts its evidence is refused', () => {
  const [statement] = readCurated().given.statements;
  const faultsOf = (change: object) =>
    StatementInput.safeParse({ ...statement, ...change }).error?.issues.map(({ path }) => path.join('.')) ?? [];
  expect(faultsOf({})).toEqual([]);
  expect(faultsOf({ text: 'something else' })).toEqual(['text']);
  expect(faultsOf({ quotation: 'none' })).toEqual(['text']);
  expect(faultsOf({ attribution: 'explicit', speaker_id: null })).toEqual(['speaker_id']);
});
