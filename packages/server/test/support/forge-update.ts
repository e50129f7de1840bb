import * as encoding from "lib0/encoding";
import type { Random } from "./random.js";

interface Id {
  readonly client: number;
  readonly clock: number;
}

/** What a forger builds on: where each client's clock stands, as far as it knows. */
export type Clocks = ReadonlyMap<number, number>;

/** Root names that a forged struct may hang under: the victim's text among them. */
const ROOTS = ["body", "victim", "m"];

/** One stretch of structs of one client, in Yjs's encoding v1. */
export interface Block extends Id {
  readonly structs: readonly ((encoder: encoding.Encoder) => void)[];
}

export function encodeBlocks(
  blocks: readonly Block[],
  deletes: readonly (Id & { length: number })[] = [],
): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, blocks.length);
    for (const { client, clock, structs } of blocks) {
      encoding.writeVarUint(encoder, structs.length);
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
      for (const write of structs) write(encoder);
    }
    encoding.writeVarUint(encoder, deletes.length);
    for (const { client, clock, length } of deletes) {
      for (const value of [client, 1, clock, length]) encoding.writeVarUint(encoder, value);
    }
  });
}

/** A text under a root, as the first struct that a client writes there. */
export function textStruct(text: string, root = "body"): (encoder: encoding.Encoder) => void {
  return (encoder) => {
    encoding.writeUint8(encoder, 4);
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarString(encoder, root);
    encoding.writeVarString(encoder, text);
  };
}

/** An embed whose value is nested `depth` levels deep. */
export function nestedStruct(depth: number): (encoder: encoding.Encoder) => void {
  return (encoder) => {
    encoding.writeUint8(encoder, 5);
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarString(encoder, "body");
    encoding.writeVarString(encoder, "[".repeat(depth) + "]".repeat(depth));
  };
}

/** A stretch of collected content. */
export function collectedStruct(length: number): (encoder: encoding.Encoder) => void {
  return (encoder) => {
    encoding.writeUint8(encoder, 0);
    encoding.writeVarUint(encoder, length);
  };
}

/** An update that Yjs can read, of structs that no editor would write: any kind, with any origins, parents and deletions among what is known. */
export function forgeUpdate(random: Random, clients: readonly number[], clocks: Clocks): Uint8Array {
  const known = [...clocks].filter(([, clock]) => clock > 0);
  const anyId = (): Id => {
    const [client, clock] = known.length > 0 ? random.of(known) : [7, 1];
    return { client, clock: random() < 0.02 ? clock + random.below(4) : random.below(clock) };
  };
  const writers = clients.filter(() => random() < 0.5).sort((a, b) => b - a);
  if (random() < 0.03) writers.reverse();
  if (random() < 0.03 && writers[0] !== undefined) writers.push(writers[0]);
  const blocks = writers.map((client): Block => {
    const overlap = random() < 0.2 ? random.below(3) : 0;
    const clock = Math.max(0, (clocks.get(client) ?? 0) - overlap) + (random() < 0.02 ? 1 : 0);
    const structs = Array.from({ length: random.below(4) }, () => forgeStruct(random, anyId));
    return { client, clock, structs };
  });
  // To delete is an editor's right: what others wrote is left alone, so that a test can tell a loss from a deletion.
  const own = known.filter(([client]) => clients.includes(client));
  const [target, end] = own.length > 0 ? random.of(own) : [clients[0] as number, 1];
  const deletes =
    random() < 0.3 ? [{ client: target, clock: random.below(end), length: random.below(3) }] : [];
  return encodeBlocks(blocks, deletes);
}

function forgeStruct(random: Random, anyId: () => Id): (encoder: encoding.Encoder) => void {
  if (random() < 0.08) return collectedStruct(random.below(4));
  const kind = random.of([1, 2, 3, 4, 4, 4, 5, 6, 7, 7, 8]);
  const origin = random() < 0.5 ? anyId() : null;
  const rightOrigin = random() < 0.4 ? anyId() : null;
  const key = random() < 0.2 ? random.of(["k", "l"]) : null;
  const root = random() < 0.6 ? random.of(ROOTS) : null;
  const parent = anyId();
  const content = forgeContent(random, kind);
  return (encoder) => {
    encoding.writeUint8(
      encoder,
      kind | (origin ? 0x80 : 0) | (rightOrigin ? 0x40 : 0) | (key === null ? 0 : 0x20),
    );
    for (const id of [origin, rightOrigin]) if (id) writeId(encoder, id);
    if (!origin && !rightOrigin) {
      encoding.writeVarUint(encoder, root === null ? 0 : 1);
      if (root === null) writeId(encoder, parent);
      else encoding.writeVarString(encoder, root);
      if (key !== null) encoding.writeVarString(encoder, key);
    }
    content(encoder);
  };
}

function forgeContent(random: Random, kind: number): (encoder: encoding.Encoder) => void {
  const length = random.below(12) === 0 ? 0 : 1 + random.below(3);
  const type = random.below(7);
  return (encoder) => {
    switch (kind) {
      case 1:
        return encoding.writeVarUint(encoder, length);
      case 2:
        encoding.writeVarUint(encoder, length);
        for (let index = 0; index < length; index++) encoding.writeVarString(encoder, '{"a":[1]}');
        return;
      case 3:
        return encoding.writeVarUint8Array(encoder, Uint8Array.of(1, 2));
      case 4:
        return encoding.writeVarString(encoder, "😀bc".slice(0, length));
      case 5:
        return encoding.writeVarString(encoder, '{"type":"x"}');
      case 6:
        encoding.writeVarString(encoder, "bold");
        return encoding.writeVarString(encoder, "true");
      case 7:
        encoding.writeVarUint(encoder, type);
        if (type === 3 || type === 5) encoding.writeVarString(encoder, "p");
        return;
      default:
        encoding.writeVarUint(encoder, length);
        for (let index = 0; index < length; index++) encoding.writeAny(encoder, { a: [index] });
    }
  };
}

function writeId(encoder: encoding.Encoder, { client, clock }: Id): void {
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, clock);
}
