import { itemList, oneCode, readText, wholeNumber } from './parameter.ts';

/** Parameters that choose a page: where it starts, how long it is, what is counted. */
export const pageParameters = {
  limit: wholeNumber(
    1,
    1000,
    { description: 'Records on the page. Streamed formats take any number and have none by default.', example: '10' },
    50,
  ),
  cursor: readText(
    'cursor',
    (text) => ({ value: text }),
    { minLength: 1, maxLength: 2000 },
    {
      description: 'The `next` of the page before; bound to its endpoint, filters and sort.',
      example: '',
    },
  ),
  count: oneCode(['none', 'bounded', 'exact'], {
    description: 'Whether to count all matches: `bounded` counts to 10,001.',
    example: 'bounded',
    fallback: 'none',
  }),
};

/** Parameters that choose the shape of the answer. */
export const shapeParameters = {
  fields: itemList('field', {
    description: 'Only these fields, by path; `id` is always given.',
    example: 'id,date',
  }),
  format: oneCode(['json', 'ndjson', 'csv', 'geojson', 'parquet'], {
    description: 'Format of the answer; it beats `Accept`. All but `json` are streamed whole.',
    example: 'json',
    fallback: 'json',
  }),
  csv: oneCode(['safe', 'raw'], {
    description:
      '`raw` writes free text that starts with `= + - @` as it is; `safe`, or nothing, puts a quote before it. Only with CSV.',
    example: 'raw',
  }),
};
