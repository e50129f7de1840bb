import { writeVarUint } from "lib0/encoding";
import * as Y from "yjs";
import { type DecodedUpdate, type DeletedRange, decodeUpdate, type Struct } from "./decoded-update.js";
import type { KnownState, MayWriteAs } from "./validate-update.js";
import { visitInOrder } from "./visit-in-order.js";
import type { Writer } from "./writer.js";

/** Updates that several brought and that fit only together. */
export interface Recovered {
  readonly update: Uint8Array;
  /** Whose they are; null where they are more than one person's. */
  readonly author: string | null;
}

/**
 * Puts together what a crash has lost of an edit and of what it was built on, when each is somebody else's: what Ada typed behind a word of Ben's and what Ben typed
 * behind hers. Each brings both, and is believed about their own.
 */
export class Recovery {
  readonly #known: KnownState;
  readonly #maxBytes: number;
  /** What each has brought of their own. */
  readonly #parts = new Map<Writer, Uint8Array>();

  /** `maxBytes`: how much is held of all together; beyond it who came last has to wait. */
  constructor(known: KnownState, { maxBytes }: { readonly maxBytes: number }) {
    this.#known = known;
    this.#maxBytes = maxBytes;
  }

  /** Takes what is the writer's own of a well-formed update. Returns what fits by now, or null while nothing does. */
  bring(update: Uint8Array, writer: Writer, mayWriteAs: MayWriteAs): Recovered | null {
    const decoded = decodeUpdate(update);
    if (decoded === null) return null;
    const own = [...decoded.structs].filter(([client]) => mayWriteAs(client));
    this.#parts.delete(writer);
    const part = encode({ structs: new Map(own), deletes: decoded.deletes });
    if (this.#bytes + part.length > this.#maxBytes) return null;
    this.#parts.set(writer, part);
    return this.#fitting();
  }

  /** Lets go of everything. */
  clear(): void {
    this.#parts.clear();
  }

  get #bytes(): number {
    return [...this.#parts.values()].reduce((sum, part) => sum + part.length, 0);
  }

  #fitting(): Recovered | null {
    const together = decodeUpdate(Y.mergeUpdates([...this.#parts.values()]));
    if (together === null) return null;
    const structs = new Map<number, Struct[]>();
    const reached = new Map<number, number>();
    let isNew = false;
    visitInOrder(together, this.#known, (struct) => {
      const { client, clock } = struct.id;
      const end = clock + struct.length;
      push(structs, client, struct);
      reached.set(client, end);
      isNew ||= end > this.#known.clockOf(client);
    });
    if (!isNew) return null;
    const endOf = (client: number) => Math.max(this.#known.clockOf(client), reached.get(client) ?? 0);
    const deletes = together.deletes.filter(({ client, clock, length }) => clock + length <= endOf(client));
    const authors = new Set([...this.#parts.keys()].map(({ author }) => author));
    const [author = null] = authors;
    return { update: encode({ structs, deletes }), author: authors.size === 1 ? author : null };
  }
}

/** As Yjs writes an update (v1): clients and their deletions by falling id. */
function encode({ structs, deletes }: DecodedUpdate): Uint8Array {
  const encoder = new Y.UpdateEncoderV1();
  const { restEncoder } = encoder;
  writeVarUint(restEncoder, structs.size);
  for (const [client, list] of byFallingClient(structs)) {
    writeVarUint(restEncoder, list.length);
    encoder.writeClient(client);
    writeVarUint(restEncoder, list[0]?.id.clock ?? 0);
    for (const struct of list) struct.write(encoder, 0);
  }
  const ranges = new Map<number, DeletedRange[]>();
  for (const range of deletes) push(ranges, range.client, range);
  writeVarUint(restEncoder, ranges.size);
  for (const [client, list] of byFallingClient(ranges)) {
    encoder.resetDsCurVal();
    writeVarUint(restEncoder, client);
    writeVarUint(restEncoder, list.length);
    for (const { clock, length } of list) {
      encoder.writeDsClock(clock);
      encoder.writeDsLen(length);
    }
  }
  return encoder.toUint8Array();
}

function byFallingClient<T>(clients: ReadonlyMap<number, T>): [number, T][] {
  return [...clients].sort(([one], [other]) => other - one);
}

function push<T>(lists: Map<number, T[]>, client: number, one: T): void {
  const list = lists.get(client);
  if (list) list.push(one);
  else lists.set(client, [one]);
}
