import { expect } from 'vitest';
import type { TestApp } from './app.ts';

/** What a list answers, as far as pages go. */
export interface Answer {
  readonly data: readonly { readonly id: string }[];
  readonly page: {
    readonly limit: number;
    readonly next: string | null;
    readonly next_url: string | null;
    readonly count: { readonly value: number; readonly relation: string } | null;
  };
}

/** Asks for one page. */
export async function read(
  app: TestApp,
  url: string,
): Promise<Answer & { readonly link: string | null; readonly status: number }> {
  const answer = await fetch(new URL(url, app.address));
  return { ...((await answer.json()) as Answer), link: answer.headers.get('link'), status: answer.status };
}

/** Follows `next_url` to the end, and holds each page to what is promised of all. */
export async function walk(app: TestApp, url: string): Promise<string[]> {
  const ids: string[] = [];
  for (let at: string | null = url; at !== null; ) {
    const { data, page, link, status } = await read(app, at);
    expect([at, status]).toEqual([at, 200]);
    expect(page.next_url === null).toBe(page.next === null);
    expect(link).toBe(page.next_url === null ? null : `<${page.next_url}>; rel="next"`);
    if (page.next !== null) expect(data).toHaveLength(page.limit);
    if (at !== url) expect(data.length).toBeGreaterThan(0);
    ids.push(...data.map(({ id }) => id));
    at = page.next_url;
  }
  expect(new Set(ids).size).toBe(ids.length);
  return ids;
}
