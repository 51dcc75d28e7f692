import { UsageError } from '../errors.ts';
import { anchorsOf, type Verification, verifySource } from '../import/verify.ts';
import type { Source } from '../model/nouns/source.ts';
import { recordsCiting } from '../store/query/citing.ts';
import { get } from '../store/query/list.ts';
import type { Invocation } from './command.ts';
import { withReadyDatabase } from './connect.ts';
import { print, printJson } from './output.ts';
import { faultLine, readText } from './text.ts';

/** Formats the text report: a line per sentence, then faults, then totals. */
function report({ source_id, text, anchors, coverage, sentences, outside, faults }: Verification): string {
  const place = ({ start, end }: { start: number; end: number }) => `${start}–${end}`.padEnd(9);
  const lines = [
    `${source_id}: ${text.length} code points, sha256 ${text.sha256}`,
    ...sentences.map((row) => {
      const records = row.records.length === 0 ? 'supports no record' : row.records.join('; ');
      return `${String(row.index).padStart(4)}  ${place(row)}  ${records}`;
    }),
    ...outside.map((row) => `   -  ${place(row)}  belongs to no sentence`),
    ...faults.map((fault) => `WRONG ${faultLine(fault)}`),
  ];
  const unanchored = anchors.unanchored === 0 ? '' : `; ${anchors.unanchored} without a passage to compare`;
  lines.push(
    `${coverage.supported} of ${coverage.sentences} sentences support a record; ` +
      `${anchors.right} of ${anchors.total} anchors right${unanchored}; ${faults.length === 0 ? 'no fault' : `${faults.length} wrong`}`,
  );
  return `${lines.join('\n')}\n`;
}

/** `demarche verify`: compares every anchor of a source in the database with the text; fails on any mismatch. */
export async function verify(invocation: Invocation): Promise<0 | 1> {
  const id = invocation.text('source') ?? '';
  const text = readText(invocation.text('text') ?? '');
  return withReadyDatabase(async (database) => {
    const row = await get(database, 'source', id);
    if (row === null) {
      throw new UsageError(
        `The database has no source "${id}"; \`npx demarche export sources fields=title\` lists them.`,
      );
    }
    const source = JSON.parse(row.body) as Source;
    const result = verifySource(source, anchorsOf(id, await recordsCiting(database, id)), text);
    if (invocation.flag('json')) await printJson(result);
    else await print(report(result));
    return result.faults.length === 0 ? 0 : 1;
  });
}
