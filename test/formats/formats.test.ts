import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formats, type TextFormat } from '../../src/formats/formats.ts';
import { anyText, bare, claim, veto, write } from './records.ts';

/** RFC 4180 read a character at a time. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const here = text[at]!;
    if (quoted && here === '"' && text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (here === '"') quoted = !quoted;
    else if (quoted) cell += here;
    else if (here === ',') {
      row.push(cell);
      cell = '';
    } else if (here === '\r' && text[at + 1] === '\n') {
      rows.push([...row, cell]);
      row = [];
      cell = '';
      at += 1;
    } else cell += here;
  }
  if (quoted || cell !== '' || row.length > 0) throw new Error('the last line is not ended');
  return rows;
}

describe('the table of formats', () => {
  test('has one name, media type and extension each, and begins with the default', () => {
    for (const key of ['name', 'media_type', 'extension'] as const) {
      expect(new Set(formats.map((format) => format[key])).size).toBe(formats.length);
    }
    expect(formats[0].name).toBe('json');
    expect(formats.every((format) => format.content_type.startsWith(format.media_type))).toBe(true);
  });
});

describe('NDJSON', () => {
  test('is the stored text, a record a line, and nothing when empty', () => {
    expect(write('ndjson', [veto, bare])).toBe(`${JSON.stringify(veto)}\n${JSON.stringify(bare)}\n`);
    expect(write('ndjson', [])).toBe('');
    const ndjson = formats.find((format) => format.name === 'ndjson') as TextFormat;
    expect(ndjson.writer('event', { columns: [], raw: false }).row('not parsed')).toBe('not parsed\n');
  });

  test('has the fields asked for', () => {
    const text = write('ndjson', [veto, bare], { fields: ['date', 'place.country'] });
    expect(text).toBe(
      '{"id":"russia-vetoes-draft","date":"2017-04-12","place":{"country":"USA"}}\n' +
        '{"id":"x:1","date":"-0044-03-15","place":null}\n',
    );
  });

  test('gives any text back', () => {
    fc.assert(
      fc.property(fc.array(anyText), (titles) => {
        const records = titles.map((title, at) => ({ id: `x:${at}`, title }));
        for (const wish of [{}, { fields: ['title'] }]) {
          const lines = write('ndjson', records, wish).split('\n').slice(0, -1);
          expect(lines.map((line) => JSON.parse(line))).toEqual(records);
        }
      }),
    );
  });
});

const eventHeader =
  'id,dataset,type,title,summary,date,date_earliest,date_latest,date_precision,place.name,place.name_raw,place.country,' +
  'place.latitude,place.longitude,place.precision,realis,contested,initiators,initiator_principals,recipients,' +
  'recipient_principals,participants,classification.cameo.code,classification.cameo.base,classification.cameo.root,' +
  'classification.cameo.label,classification.plover.type,classification.plover.mode,classification.plover.contexts,' +
  'classification.quad_class,classification.intensity.value,classification.intensity.scale,' +
  'classification.intensity.inherited,fatalities.low,fatalities.best,fatalities.high,fatalities.qualifier,quantities,' +
  'details,relations,mentions,evidence,curated,recorded_at,updated_at,revision\r\n';

describe('CSV', () => {
  test('of events, byte for byte', () => {
    expect(write('csv', [])).toBe(eventHeader);
    expect(write('csv', [veto, bare])).toBe(
      `${eventHeader}russia-vetoes-draft,curated,veto,"'=Russia ""vetoes"", again",,2017-04-12,2017-04-12,2017-04-12,day,` +
        'New York,,USA,40.75,-73.97,exact,actual,false,safronkov,rus,gbr;fra,gbr;fra,' +
        'safronkov:initiator;gbr:recipient;fra:target;usa:host,129,129,12,Veto,REJECT,,diplomatic;legal,3,-5,' +
        'goldstein-gdelt,false,,,,,votes=10;length=1.5 h,' +
        '"{""body"":""unsc"",""draft"":""S/2017/315"",""resolution"":null,""subject"":null,""ordinal"":8,""series"":null,' +
        '""ballots"":[{""actor_id"":""rus"",""vote"":""no"",""veto"":true}]}",' +
        'follows:attack,,article;https://example.org/a,place.latitude;place.longitude,' +
        '2024-01-02T03:04:05.678Z,2024-02-03T04:05:06.789Z,7\r\n' +
        `x:1,x,protest,Protest,,-0044-03-15${','.repeat(10)}actual,true${','.repeat(27)}` +
        '2024-01-02T03:04:05.678Z,2024-02-03T04:05:06.789Z,7\r\n',
    );
  });

  test('of claims, a line a position', () => {
    const fields = [
      'proposition',
      'about',
      'positions.actor_id',
      'positions.position',
      'positions.date',
      'positions.note',
    ];
    expect(write('csv', [claim], { noun: 'claim', fields })).toBe(
      'id,proposition,about,positions.actor_id,positions.position,positions.date,positions.note\r\n' +
        'sarin-used,Sarin was used.,event:attack,,asserts,,\r\n' +
        'sarin-used,Sarin was used.,event:attack,rus,denies,2017-04,"\'-no, never"\r\n',
    );
  });

  test('of one type has its details, and native as asked', () => {
    const fields = ['details.draft', 'details.ordinal', 'native.note', 'native.tone'];
    expect(write('csv', [veto], { type: 'veto', fields })).toBe(
      "id,details.draft,details.ordinal,native.note,native.tone\r\nrussia-vetoes-draft,S/2017/315,8,'@home,-1.5\r\n",
    );
  });

  test('gives any text back when raw', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyText, anyText)), (texts) => {
        const records = texts.map(([title, summary], at) => ({ id: `x:${at}`, title, summary }));
        const read = readCsv(write('csv', records, { raw: true, fields: ['title', 'summary'] }));
        expect(read).toEqual([
          ['id', 'title', 'summary'],
          ...records.map((each) => [each.id, each.title, each.summary]),
        ]);
      }),
    );
  });

  test('runs no formula otherwise', () => {
    fc.assert(
      fc.property(anyText, (title) => {
        const [, row] = readCsv(write('csv', [{ id: 'x', title, date: '-0044' }], { fields: ['title', 'date'] }));
        expect(row?.[1]).not.toMatch(/^[=+\-@\t\r]/);
        expect([title, `'${title}`]).toContain(row?.[1]);
        expect(row?.[2]).toBe('-0044');
      }),
    );
  });

  const python = spawnSync('python3', ['--version']).status === 0;
  test.skipIf(!python)('is read by Python as it was written', () => {
    const nasty = [
      '',
      ' ',
      'a\r\nb',
      '\r',
      '\n',
      '""',
      ',',
      '=1+1',
      'it\'s; "so",\n',
      '\u{1F54A} Шайрат الشعيرات',
      '\ttab',
      '\u2028',
    ];
    const records = nasty.map((title, at) => ({ id: `x:${at}`, title }));
    const folder = mkdtempSync(join(tmpdir(), 'csv-'));
    try {
      writeFileSync(join(folder, 'nasty.csv'), write('csv', records, { raw: true, fields: ['title'] }));
      const script =
        'import csv,json,sys;print(json.dumps(list(csv.reader(open(sys.argv[1],encoding="utf-8",newline="")))))';
      const { stdout } = spawnSync('python3', ['-c', script, join(folder, 'nasty.csv')], { encoding: 'utf8' });
      expect(JSON.parse(stdout)).toEqual([['id', 'title'], ...records.map((each) => [each.id, each.title])]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
