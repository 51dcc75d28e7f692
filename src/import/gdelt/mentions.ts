import type { Evidence } from '../../model/evidence.ts';
import type { EventInput } from '../../model/nouns/event.ts';
import { webAddress } from '../cells.ts';
import type { Standing } from '../importer.ts';

/** A mention of an event in an article, as it is kept under `native.mentions`, by its name. */
export type Mention = Readonly<Record<string, unknown>> & { readonly mention_identifier: string };

/** The mentions of a record by name, as they are kept under `native.mentions`. */
export type Mentions = Readonly<Record<string, Mention>>;

/** Whether a named part of `native` is a mention. */
export const isMention = (part: readonly [string, unknown]): part is [string, Mention] =>
  typeof (part[1] as Partial<Mention> | null)?.mention_identifier === 'string';

/** The evidence of an imported row: an address alone. */
export function addressed(url: string): Evidence {
  return {
    source_id: null,
    url,
    selector: null,
    sentence: null,
    supports: null,
    exact: null,
    sha256: null,
    status: 'unverified',
  };
}

/** The mentions that a record keeps. */
export const mentionsOf = ({ native }: Pick<Standing, 'native'>): Mentions => (native.mentions ?? {}) as Mentions;

/**
 * An event as its own row gave it: without the addresses of its mentions. Its own address comes first, unless `native`
 * says that it is none.
 */
export function withoutMentions(event: EventInput): EventInput {
  const { native = {}, evidence } = event;
  if (native.mentions === undefined) return event;
  const { mentions: _, ...own } = native;
  return { ...event, evidence: native.source_url === undefined ? evidence.slice(0, 1) : [], native: own };
}

/**
 * An event that has none with its mentions: all of them under `native.mentions`, in the order of their names, and each web address
 * among them once in the evidence, after what the event has itself.
 */
export function withMentions(event: EventInput, mentions: Mentions): EventInput {
  const names = Object.keys(mentions).sort();
  if (names.length === 0) return event;
  const urls = new Set(event.evidence.map(({ url }) => url));
  const added = names.flatMap((name) => {
    const url = webAddress((mentions[name] as Mention).mention_identifier);
    if (url === null || urls.has(url)) return [];
    urls.add(url);
    return [addressed(url)];
  });
  const kept = Object.fromEntries(names.map((name) => [name, mentions[name]]));
  return { ...event, evidence: [...event.evidence, ...added], native: { ...event.native, mentions: kept } };
}
