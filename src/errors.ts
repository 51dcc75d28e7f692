/** Every error the service can respond with: its stable code, status, title and when it occurs. */
export const errorTable = {
  'unknown-parameter': {
    status: 400,
    title: 'Unknown parameter',
    when: 'A query parameter that the endpoint does not have.',
  },
  'repeated-parameter': {
    status: 400,
    title: 'Repeated parameter',
    when: 'A query parameter given more than once; lists are separated by commas.',
  },
  'invalid-parameter': { status: 400, title: 'Invalid parameter', when: 'A value out of range or of the wrong form.' },
  'unknown-code': {
    status: 400,
    title: 'Unknown code',
    when: 'A value that is not in the code list of the parameter.',
  },
  'unknown-field': { status: 400, title: 'Unknown field', when: 'A path in `fields` that the record does not have.' },
  'unknown-actor': { status: 400, title: 'Unknown actor', when: 'An actor that no id, code or name fits.' },
  'ambiguous-actor': {
    status: 400,
    title: 'Ambiguous actor',
    when: 'A name that fits several actors; they are listed.',
  },
  'invalid-cursor': {
    status: 400,
    title: 'Invalid cursor',
    when: 'A cursor that is broken or belongs to another query.',
  },
  'too-many-cells': {
    status: 400,
    title: 'Too many cells',
    when: 'An aggregate of more cells than one answer may have; narrow the period, interval or groups.',
  },
  'malformed-url': {
    status: 400,
    title: 'Malformed URL',
    when: 'A broken percent escape, a NUL or text that is not UTF-8 in the URL.',
  },
  'malformed-request': {
    status: 400,
    title: 'Malformed request',
    when: 'A request that is not valid HTTP.',
  },
  'not-found': { status: 404, title: 'Not found', when: 'No record has this id.' },
  'no-such-endpoint': { status: 404, title: 'No such endpoint', when: 'Nothing is served under this path.' },
  'method-not-allowed': {
    status: 405,
    title: 'Method not allowed',
    when: 'The service is read-only; `Allow` names the methods.',
  },
  'not-acceptable': {
    status: 406,
    title: 'Not acceptable',
    when: 'No format of the endpoint fits `Accept` or `format`.',
  },
  'request-timeout': { status: 408, title: 'Request timeout', when: 'The request was not sent in time.' },
  'uri-too-long': { status: 414, title: 'URI too long', when: 'A URL of more than 8 kB.' },
  'headers-too-large': {
    status: 431,
    title: 'Request header fields too large',
    when: 'Header fields of more than 16 kB.',
  },
  internal: { status: 500, title: 'Internal error', when: 'A fault of ours; the log has it under the request id.' },
  busy: { status: 503, title: 'Busy', when: 'The queue of heavy queries is full, or as many exports run as may.' },
  'query-timeout': { status: 503, title: 'Query timeout', when: 'A query took longer than QUERY_TIMEOUT_MS.' },
  'not-ready': {
    status: 503,
    title: 'Not ready',
    when: 'The database cannot be read or its schema is not the one of this version.',
  },
  'shutting-down': { status: 503, title: 'Shutting down', when: 'The server is stopping and takes no new requests.' },
} as const satisfies Record<string, { status: number; title: string; when: string }>;

/** A stable error code. */
export type ErrorCode = keyof typeof errorTable;

/** One cause of a refusal: the parameter, its value and what is accepted. */
export interface ProblemItem {
  readonly parameter: string | null;
  readonly value: string | null;
  readonly message: string;
  readonly accepted?: readonly string[];
  readonly did_you_mean?: string;
}

/** A refusal or failure reported to the client as an RFC 9457 problem document. */
export class Problem extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly errors: readonly ProblemItem[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: ErrorCode,
    detail: string,
    errors: readonly ProblemItem[] = [],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
    this.name = 'Problem';
    this.code = code;
    this.status = errorTable[code].status;
    this.errors = errors;
    this.headers = this.status === 503 ? { 'retry-after': '5', ...headers } : headers;
  }
}

/** A mistake in how the program was started or used: one sentence saying what is wrong and what to do. */
export class UsageError extends Error {
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.name = 'UsageError';
    this.exitCode = exitCode;
  }
}
