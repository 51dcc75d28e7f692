import { hash, timingSafeEqual } from 'node:crypto';
import { Problem } from '../errors.ts';

/** Where a page ended: the values of the sort's columns in its last row. */
export type Position = readonly (string | number)[];

const signatureLength = 16;

/** Raised when a sort compares other columns than before, so that no cursor is read for what it does not say. */
const edition = 2;

/** A hash whose digest does not tell its state needs no HMAC around it to be a sound signature, and takes a third of it. */
function sign(secret: string, query: string, payload: string): Buffer {
  return hash('sha512-256', `${secret}${edition}${query}\0${payload}`, 'buffer').subarray(0, signatureLength);
}

/** Writes a cursor that only the same query (endpoint, filters, sort) on the same database takes. */
export function writeCursor(secret: string, query: string, position: Position): string {
  const payload = Buffer.from(JSON.stringify(position)).toString('base64url');
  return `${payload}.${sign(secret, query, payload).toString('base64url')}`;
}

/** @throws Problem `invalid-cursor` when it is broken, or was given for another query. */
export function readCursor(secret: string, query: string, cursor: string): Position {
  const [payload = '', signature = '', ...rest] = cursor.split('.');
  const expected = sign(secret, query, payload);
  const given = Buffer.from(signature, 'base64url');
  const genuine =
    rest.length === 0 &&
    given.length === expected.length &&
    timingSafeEqual(given, expected) &&
    given.toString('base64url') === signature;
  if (!genuine) {
    const message = 'is not a cursor of this query; take `next` from a page with the same endpoint, filters and sort';
    const item = { parameter: 'cursor', value: cursor.slice(0, 200), message };
    throw new Problem('invalid-cursor', `\`cursor\` ${message}.`, [item]);
  }
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Position;
}
