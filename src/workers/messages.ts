/** What a serving process tells the primary, which started it, or asks it. */
export type ToPrimary =
  | { readonly kind: 'ready'; readonly address: string }
  | { readonly kind: 'failed'; readonly sentence: string }
  | { readonly kind: 'metrics'; readonly id: number };

/** What the primary tells a serving process. */
export type FromPrimary =
  | { readonly kind: 'stop' }
  | { readonly kind: 'metrics'; readonly id: number; readonly text: string };
