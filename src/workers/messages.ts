/** A message from a serving process to the primary that started it. */
export type ToPrimary =
  | { readonly kind: 'ready'; readonly address: string }
  | { readonly kind: 'failed'; readonly sentence: string }
  | { readonly kind: 'metrics'; readonly id: number };

/** A message from the primary to a serving process. */
export type FromPrimary =
  | { readonly kind: 'stop' }
  | { readonly kind: 'metrics'; readonly id: number; readonly text: string };
