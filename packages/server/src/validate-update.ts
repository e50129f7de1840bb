import * as Y from "yjs";
import { type DecodedUpdate, decodeUpdate, type Struct } from "./decoded-update.js";
import { isTooDeep } from "./is-too-deep.js";
import { visitInOrder } from "./visit-in-order.js";

/** What a room knows of its document without holding it: enough to tell whether an update fits. */
export interface KnownState {
  /** The first clock of `client` that has not been seen. */
  clockOf(client: number): number;
  /** Null where anybody may write: else the first clock that nobody may write. */
  sealedFrom(client: number): number | null;
  isDeleted(client: number, clock: number, length: number): boolean;
}

/** Whether the sender may write with a Yjs clientID. Asked once for each client that an update brings something new of. */
export type MayWriteAs = (client: number) => boolean;

export type Verdict =
  /** Fits, and holds something new: `update` without what was known already. */
  | { readonly kind: "accepted"; readonly update: Uint8Array; readonly decoded: DecodedUpdate }
  | { readonly kind: "nothing-new" }
  /** Builds on what has not arrived here; its sender has to be asked for the rest. `reach`: the first clock behind it, by client. */
  | { readonly kind: "gap"; readonly reach: ReadonlyMap<number, number> }
  /** Brings something new of a Yjs client that belongs to somebody else. */
  | { readonly kind: "foreign"; readonly reach: ReadonlyMap<number, number> }
  | { readonly kind: "refused"; readonly reason: RefusalReason };

export type RefusalReason =
  | "malformed"
  | "zero-length"
  | "clock-too-high"
  | "subdocument"
  | "too-deep"
  | "sealed-client";

/** Other implementations of Yjs count in 32 bits, and sums of what lies behind 2^53 are no longer exact. */
const MAX_CLOCK = 2 ** 31;

/**
 * Looks into an update before it is relayed or stored, so that what is stored always loads whole: every struct follows on what is known, and so
 * does everything that it refers to. Never throws. Cost: the update's size, not the document's.
 */
export function validateUpdate(update: Uint8Array, known: KnownState, mayWriteAs: MayWriteAs): Verdict {
  const decoded = decodeUpdate(update);
  if (decoded === null) return { kind: "refused", reason: "malformed" };
  let isNew = false;
  let repeats = false;
  let isForeign = false;
  for (const [client, structs] of decoded.structs) {
    const from = known.clockOf(client);
    const sealedFrom = known.sealedFrom(client);
    let expected = from;
    for (const struct of structs) {
      const end = struct.id.clock + struct.length;
      if (struct.length <= 0) return { kind: "refused", reason: "zero-length" };
      if (end > MAX_CLOCK) return { kind: "refused", reason: "clock-too-high" };
      if (isSubdocument(struct)) return { kind: "refused", reason: "subdocument" };
      if (isTooDeep(struct)) return { kind: "refused", reason: "too-deep" };
      if (sealedFrom !== null && end > sealedFrom) return { kind: "refused", reason: "sealed-client" };
      if (struct.id.clock < from) repeats = true;
      if (end <= expected) continue;
      if (struct instanceof Y.Skip || struct.id.clock > expected)
        return { kind: "gap", reach: reachOf(decoded) };
      expected = end;
      isNew = true;
    }
    isForeign ||= expected > from && !mayWriteAs(client);
  }
  if (isForeign) return { kind: "foreign", reach: reachOf(decoded) };
  if (!visitInOrder(decoded, known)) return { kind: "gap", reach: reachOf(decoded) };
  for (const { client, clock, length } of decoded.deletes) {
    if (length <= 0) return { kind: "refused", reason: "zero-length" };
    if (clock + length > endOf(client, decoded, known)) return { kind: "gap", reach: reachOf(decoded) };
    if (!isNew && !known.isDeleted(client, clock, length)) isNew = true;
  }
  if (!isNew) return { kind: "nothing-new" };
  if (!repeats) return { kind: "accepted", update, decoded };
  // A struct that is known could differ from the one that everybody has: only what is new goes on.
  const fresh = Y.diffUpdate(update, encodeKnown(decoded, known));
  const freshDecoded = decodeUpdate(fresh);
  if (freshDecoded === null) return { kind: "refused", reason: "malformed" };
  return { kind: "accepted", update: fresh, decoded: freshDecoded };
}

function isSubdocument(struct: Struct): boolean {
  return struct instanceof Y.Item && struct.content instanceof Y.ContentDoc;
}

/** How far a room has to know each client before it can be said to hold all of an update. */
function reachOf({ structs, deletes }: DecodedUpdate): Map<number, number> {
  const reach = new Map<number, number>();
  const extend = (client: number, end: number) => reach.set(client, Math.max(reach.get(client) ?? 0, end));
  for (const [client, list] of structs) {
    const last = list.at(-1);
    if (last) extend(client, last.id.clock + last.length);
  }
  for (const { client, clock, length } of deletes) extend(client, clock + length);
  return reach;
}

function endOf(client: number, { structs }: DecodedUpdate, known: KnownState): number {
  const last = structs.get(client)?.at(-1);
  return Math.max(known.clockOf(client), last ? last.id.clock + last.length : 0);
}

function encodeKnown({ structs }: DecodedUpdate, known: KnownState): Uint8Array {
  const clocks = new Map<number, number>();
  for (const client of structs.keys()) clocks.set(client, known.clockOf(client));
  return Y.encodeStateVector(clocks);
}
