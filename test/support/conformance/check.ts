import type { Operation } from '../openapi.ts';
import { faultOf, validatorAt } from '../openapi.ts';
import type { Sent } from './requests.ts';
import { recordOf } from './values.ts';

/** What came back. */
export interface Got {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

interface Refusal {
  readonly code: string;
  readonly errors: readonly { readonly parameter: string | null }[];
}

function recordFault(operation: Operation, sent: Sent, records: readonly unknown[]): string | null {
  const [name] = recordOf(operation) ?? [];
  if (name === undefined || /[?&]fields=/.test(sent.url)) return null;
  const validate = validatorAt('components', 'schemas', name);
  const bad = records.find((record) => !validate(record));
  return bad === undefined ? null : `a record is no ${name}: ${JSON.stringify(validate.errors?.slice(-3))}`;
}

function bodyFault(operation: Operation, sent: Sent, { status, type, text }: Got): string | null {
  if (type === 'application/x-ndjson') {
    const lines = text.split('\n').slice(0, -1);
    return text !== '' && !text.endsWith('\n')
      ? 'the last line has no end'
      : recordFault(
          operation,
          sent,
          lines.map((line) => JSON.parse(line) as unknown),
        );
  }
  if (!/[/+]json$/.test(type))
    return faultOf(
      operation,
      status,
      type,
      type === 'application/yaml' ? { openapi: '', info: { title: '', version: '' } } : text,
    );
  const body = JSON.parse(text) as { data?: unknown[] };
  const fault = faultOf(operation, status, type, body);
  if (fault !== null || status !== 200 || type !== 'application/json') return fault;
  return recordFault(operation, sent, body.data ?? [body]);
}

/** Says what is wrong with an answer by the document, whatever was asked; null when nothing is. */
export function answerFault(operation: Operation, sent: Sent, got: Got): string | null {
  const response = operation.responses[got.status];
  if (response === undefined) return `the status ${got.status} is not documented`;
  if (got.status >= 500) return `the status is ${got.status}: ${got.text}`;
  if (response.content === undefined) return got.text === '' ? null : `${got.status} has a body`;
  if (!(got.type in response.content)) return `${got.status} with ${got.type} is not documented`;
  const fault = bodyFault(operation, sent, got);
  return fault === null ? null : `${got.status} ${got.type}: ${fault}`;
}

/** As `answerFault`, and the request must be taken. */
export function rightFault(operation: Operation, sent: Sent, got: Got): string | null {
  const refused = got.status === 400 ? (JSON.parse(got.text) as Refusal).code : '';
  if (got.status !== 200 && refused !== 'too-many-cells')
    return `is right, but is answered with ${got.status}: ${got.text}`;
  return answerFault(operation, sent, got);
}

/** As `answerFault`, and the request must be refused with the parameter named. */
export function wrongFault(operation: Operation, sent: Sent, got: Got, parameter: string): string | null {
  const fault = answerFault(operation, sent, got);
  if (fault !== null) return fault;
  if (got.status !== 400) return `${parameter} is wrong, but is answered with ${got.status}`;
  const { errors } = JSON.parse(got.text) as Refusal;
  return errors.some((item) => item.parameter === parameter) ? null : `${parameter} is not named: ${got.text}`;
}
