/** A set of integers from 0 to a bound, one bit each. */
export class BitSet {
  readonly #bytes: Uint8Array;

  constructor(bound: number) {
    this.#bytes = new Uint8Array(Math.ceil((bound + 1) / 8));
  }

  has(number: number): boolean {
    return ((this.#bytes[number >> 3] ?? 0) & (1 << (number & 7))) !== 0;
  }

  add(number: number): void {
    this.#bytes[number >> 3] = (this.#bytes[number >> 3] ?? 0) | (1 << (number & 7));
  }
}
