import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

/** A set of a document's structs: per Yjs client sorted ranges of clocks that neither touch nor overlap. */
export class ClockRanges {
  readonly #clients = new Map<number, { starts: number[]; ends: number[] }>();

  /** What `write` has written. @throws for anything else. */
  static read(decoder: decoding.Decoder): ClockRanges {
    const ranges = new ClockRanges();
    for (let clients = decoding.readVarUint(decoder); clients > 0; clients--) {
      const client = decoding.readVarUint(decoder);
      const starts: number[] = [];
      const ends: number[] = [];
      let last = -1;
      for (let count = decoding.readVarUint(decoder); count > 0; count--) {
        const start = decoding.readVarUint(decoder);
        const end = start + decoding.readVarUint(decoder);
        if (start <= last || end <= start) throw new RangeError("Ranges out of order");
        starts.push(start);
        ends.push(end);
        last = end;
      }
      ranges.#clients.set(client, { starts, ends });
    }
    return ranges;
  }

  get isEmpty(): boolean {
    return this.#clients.size === 0;
  }

  /** True if the whole range is in it. */
  covers(client: number, clock: number, length: number): boolean {
    const ranges = this.#clients.get(client);
    if (!ranges) return false;
    const index = lastAtOrBefore(ranges.starts, clock);
    return index >= 0 && (ranges.ends[index] as number) >= clock + length;
  }

  /** True if some of the range is in it. */
  touches(client: number, clock: number, length: number): boolean {
    const ranges = this.#clients.get(client);
    if (!ranges) return false;
    const index = lastAtOrBefore(ranges.starts, clock + length - 1);
    return index >= 0 && (ranges.ends[index] as number) > clock;
  }

  /** As a Yjs update (v1) that deletes them and brings nothing. */
  encodeAsDeletions(): Uint8Array {
    return encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, 0);
      this.write(encoder);
    });
  }

  /** As Yjs writes a set of deletions (v1). */
  write(encoder: encoding.Encoder): void {
    encoding.writeVarUint(encoder, this.#clients.size);
    for (const [client, { starts, ends }] of [...this.#clients].sort(([a], [b]) => b - a)) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, starts.length);
      for (const [index, start] of starts.entries()) {
        encoding.writeVarUint(encoder, start);
        encoding.writeVarUint(encoder, (ends[index] as number) - start);
      }
    }
  }

  /** Takes all of another one, which is not used any more. */
  takeOver(other: ClockRanges): void {
    for (const [client, ranges] of other.#clients) {
      const own = this.#clients.get(client);
      this.#clients.set(client, ranges);
      for (const [index, start] of own?.starts.entries() ?? [])
        this.add(client, start, (own?.ends[index] as number) - start);
    }
  }

  add(client: number, clock: number, length: number): void {
    let ranges = this.#clients.get(client);
    if (!ranges) {
      ranges = { starts: [], ends: [] };
      this.#clients.set(client, ranges);
    }
    const { starts, ends } = ranges;
    let start = clock;
    let end = clock + length;
    // The first range that the new one touches, and the first one behind it.
    let from = lastAtOrBefore(starts, clock);
    if (from < 0 || (ends[from] as number) < clock) from += 1;
    let to = from;
    while (to < starts.length && (starts[to] as number) <= end) {
      start = Math.min(start, starts[to] as number);
      end = Math.max(end, ends[to] as number);
      to += 1;
    }
    starts.splice(from, to - from, start);
    ends.splice(from, to - from, end);
  }
}

/** The index of the last value ≤ `limit`, or -1. */
function lastAtOrBefore(values: readonly number[], limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
