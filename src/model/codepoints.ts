const SURROGATE = /[\uD800-\uDFFF]/;

/** The number of Unicode code points in a text; a lone surrogate counts as one. */
export function codePointLength(text: string): number {
  if (!SURROGATE.test(text)) return text.length;
  let length = 0;
  for (let at = 0; at < text.length; at = next(text, at)) length += 1;
  return length;
}

/** The part of a text between two positions in Unicode code points, `end` exclusive; a position past the end means the end. */
export function sliceCodePoints(text: string, start: number, end: number = Number.POSITIVE_INFINITY): string {
  if (end <= start) return '';
  if (!SURROGATE.test(text)) return text.slice(start, end);
  let position = 0;
  let from = text.length;
  let to = 0;
  for (; to < text.length && position < end; position += 1) {
    if (position === start) from = to;
    to = next(text, to);
  }
  return text.slice(from, to);
}

function next(text: string, at: number): number {
  return text.codePointAt(at)! > 0xffff ? at + 2 : at + 1;
}
