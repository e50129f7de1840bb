/** Reads numbers of up to 49 bits from a buffer, one after another; null once one does not make sense. */
export class VarintReader {
  at = 0;

  constructor(private readonly bytes: Buffer) {}

  next(): number | null {
    let value = 0;
    for (let shift = 0; shift < 49; shift += 7) {
      const byte = this.bytes[this.at];
      if (byte === undefined) return null;
      this.at += 1;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    return null;
  }

  /** The next `length` bytes, as a view. */
  slice(length: number): Buffer | null {
    if (this.at + length > this.bytes.length) return null;
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }
}
