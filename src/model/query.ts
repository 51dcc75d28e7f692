import { itemList, oneCode, readText, wholeNumber } from './parameter.ts';

/** Parameters that choose a page: where it starts, how long it is, what is counted. */
export const pageParameters = {
  cursor: readText(
    'cursor',
    (text) => ({ value: text }),
    { minLength: 1, maxLength: 2000 },
    {
      description: 'The `next` of the previous page; bound to its endpoint, filters and sort.',
      example: '',
    },
  ),
  count: oneCode(['none', 'bounded', 'exact'], {
    description: 'Whether to count all matches: `bounded` counts to 10,001.',
    example: 'bounded',
    fallback: 'none',
  }),
};

/** The longest page and the default length. */
export const pageLimit = { longest: 1000, usual: 50 } as const;

/**
 * How many records: pages have at most 1,000, which the list holds them to; streamed formats take any number.
 *
 * @param range what is accepted, in words
 */
export const limit = (range: string) =>
  wholeNumber(
    1,
    1e15,
    { description: 'Records on the page. Streamed formats take any number and have none by default.', example: '10' },
    pageLimit.usual,
    range,
    pageLimit.longest,
  );

/** Which fields of a record to give. */
export const fields = itemList('field', {
  description: 'Only these fields, by path; `id` is always included.',
  example: 'id,date',
});
