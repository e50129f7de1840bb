import { hasContent } from "lib0/decoding";
import * as Y from "yjs";

export type Struct = Y.Item | Y.GC | Y.Skip;

export interface DeletedRange {
  readonly client: number;
  readonly clock: number;
  readonly length: number;
}

/** What a Yjs update (v1) holds, read to its last byte. */
export interface DecodedUpdate {
  /** By client, each client's by ascending clock. */
  readonly structs: ReadonlyMap<number, readonly Struct[]>;
  readonly deletes: readonly DeletedRange[];
}

/**
 * Yjs writes the structs client by client, the highest id first, and counts on it: applying forgets the first of two stretches of one client, and merging
 * makes such stretches of clients in another order. Either would leave a document that never loads whole.
 */
class StrictDecoder extends Y.UpdateDecoderV1 {
  static latest: StrictDecoder | null = null;
  #client = Number.POSITIVE_INFINITY;

  constructor(rest: ConstructorParameters<typeof Y.UpdateDecoderV1>[0]) {
    super(rest);
    StrictDecoder.latest = this;
  }

  override readClient(): number {
    const client = super.readClient();
    if (client >= this.#client) throw new RangeError("Clients out of order");
    this.#client = client;
    return client;
  }
}

/** Reads an update without applying it. Null for bytes that are none, that go on after its end, or that Yjs would not write in this order. */
export function decodeUpdate(update: Uint8Array): DecodedUpdate | null {
  try {
    const { structs, ds } = Y.decodeUpdateV2(update, StrictDecoder);
    // Yjs itself does not mind what comes after an update.
    if (!StrictDecoder.latest || hasContent(StrictDecoder.latest.restDecoder)) return null;
    return { structs: byClient(structs), deletes: deletedRanges(ds) };
  } catch {
    return null;
  } finally {
    StrictDecoder.latest = null;
  }
}

function byClient(structs: readonly Struct[]): Map<number, Struct[]> {
  const clients = new Map<number, Struct[]>();
  for (const struct of structs) {
    const list = clients.get(struct.id.client);
    if (list) list.push(struct);
    else clients.set(struct.id.client, [struct]);
  }
  return clients;
}

function deletedRanges(ds: { clients: Map<number, { clock: number; len: number }[]> }): DeletedRange[] {
  const deletes: DeletedRange[] = [];
  for (const [client, ranges] of ds.clients) {
    for (const { clock, len } of ranges) deletes.push({ client, clock, length: len });
  }
  return deletes;
}
