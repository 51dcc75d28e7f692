/** The limits of questions at scale: Fastify, and the best single statement for each question on the same file. */
import Database from 'better-sqlite3';
import fastify from 'fastify';
import { dayNumber } from '../../../src/model/edtf.ts';
import { firstKeyOf } from '../../../src/store/keys.ts';
import { everyRoleOn } from '../../../src/store/roles.ts';

const [, , path = '', port = ''] = process.argv;
const database = new Database(path, { readonly: true });
database.pragma('cache_size = -65536');
database.pragma('mmap_size = 1073741824');
const app = fastify({ logger: false });

const columns = `r.id, r.type, r.country, r.place_precision, r.latitude, r.longitude, r.realis, r.cameo, r.quad_class,
  r.fatalities_best, r.intensity_tenths, r.revision, b.body`;
const one = database.prepare(`select ${columns} from events r join event_bodies b on b.key = r.key where r.id = ?`);
const page = database.prepare(`select ${columns} from event_actors a join events r on r.key = a.key
  join event_bodies b on b.key = a.key where a.actor = ? and a.type = ? and a.roles & ${everyRoleOn('tree')} <> 0 and a.key < ? order by a.key desc limit 50`);
const text = database.prepare(`select ${columns} from event_search s join events r on r.key = s.rowid
  join event_bodies b on b.key = s.rowid where event_search match ? order by s.rowid desc limit 20`);
const keys = new Map(
  database.prepare("select id, key from actors where kind = 'state'").raw().all() as [string, number][],
);

type Query = Record<string, string>;

app.get('/one/:id', (request, reply) => {
  reply.header('content-type', 'application/json');
  return reply.send(JSON.stringify(one.get((request.params as Query).id)));
});
app.get('/page', (request, reply) => {
  const { type, actor = '', day = '' } = request.query as Query;
  reply.header('content-type', 'application/json');
  return reply.send(JSON.stringify({ data: page.all(keys.get(actor) ?? 0, type, firstKeyOf(dayNumber(day) + 1)) }));
});
app.get('/text', (request, reply) => {
  const words = ((request.query as Query).q ?? '').split(' ').map((word) => `"${word}"`);
  reply.header('content-type', 'application/json');
  return reply.send(JSON.stringify({ data: text.all(words.join(' AND ')) }));
});
await app.listen({ port: Number(port), host: '127.0.0.1' });
process.send?.('ready');
