import { type Decoder, hasContent } from "lib0/decoding";
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

/** Reads an update without applying it. Null for bytes that are none, or that go on after its end. */
export function decodeUpdate(update: Uint8Array): DecodedUpdate | null {
  try {
    let decoder: Decoder | null = null;
    class ObservedDecoder extends Y.UpdateDecoderV1 {
      constructor(rest: Decoder) {
        super(rest);
        decoder = rest;
      }
    }
    // Yjs itself does not mind what comes after an update.
    const { structs, ds } = Y.decodeUpdateV2(update, ObservedDecoder);
    if (!decoder || hasContent(decoder)) return null;
    return { structs: byClient(structs), deletes: deletedRanges(ds) };
  } catch {
    return null;
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
