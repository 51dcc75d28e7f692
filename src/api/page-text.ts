import type { FastifyRequest } from 'fastify';
import type { Count, Page } from '../store/query/list.ts';
import type { State } from '../store/state.ts';
import { pathText, queryText } from './http/url.ts';
import { linkTo, type Service } from './service.ts';
import { rowText, type Shown } from './show.ts';

/** The dataset of a record; every stored body begins with `id` and `dataset`, neither of which needs escapes. */
function datasetOf(body: string): string {
  const start = body.indexOf('"dataset":"') + 11;
  return body.slice(start, body.indexOf('"', start));
}

const licenceTexts = new WeakMap<State['catalogue'], Map<string, string>>();

/** Licence and attribution of datasets as JSON, cached per set of datasets. */
function licencesText(catalogue: State['catalogue'], datasets: readonly string[]): string {
  const texts = licenceTexts.get(catalogue) ?? new Map<string, string>();
  licenceTexts.set(catalogue, texts);
  const key = datasets.join();
  const text = texts.get(key) ?? JSON.stringify(Object.fromEntries(datasets.map((id) => [id, catalogue[id]])));
  texts.set(key, text);
  return text;
}

function metaText({ revision, catalogue }: State, rows: Page['rows']): string {
  const datasets = new Set<string>();
  for (const { body } of rows) datasets.add(datasetOf(body));
  return `{"revision":${revision},"datasets":${licencesText(catalogue, [...datasets].sort())}}`;
}

/** The URL of the next page: the same query with the new cursor. */
export function nextUrl(service: Service, request: FastifyRequest, cursor: string): string {
  const parameters = queryText(request)
    .split('&')
    .filter((part) => part !== '' && !/^cursor=/.test(decodeURIComponent(part)))
    // These may appear in the URL as sent, but not between the angle brackets of `Link`.
    .map((part) => part.replace(/[<>"]/g, encodeURIComponent));
  return linkTo(service.config, `${pathText(request)}?${[...parameters, `cursor=${cursor}`].join('&')}`);
}

/** The parts of a page. */
interface Parts {
  readonly shown: Shown;
  readonly state: State;
  readonly page: Page;
  readonly limit: number;
  readonly count: Count | null;
  /** Related records as JSON text. */
  readonly included: string;
  /** The cursor of the next page; null at the end. */
  readonly next: string | null;
  readonly next_url: string | null;
}

/** A page as JSON: the stored text of the rows, wrapped without parsing it. */
export function pageText({ shown, state, page, limit, count, included, next, next_url }: Parts): string {
  const rows = page.rows.map(rowText(shown)).join(',');
  const info = JSON.stringify({ limit, next, next_url, count });
  return `{"data":[${rows}],"page":${info},"included":${included},"meta":${metaText(state, page.rows)}}`;
}
