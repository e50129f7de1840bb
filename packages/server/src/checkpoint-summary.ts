import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { ClockRanges } from "./clock-ranges.js";
import { decodeStateVector } from "./decode-state-vector.js";
import type { DecodedUpdate } from "./decoded-update.js";
import { RootContents } from "./root-contents.js";
import { decodeCheckpointState } from "./stored-update.js";

/** What a room has to know of a checkpoint to judge what comes after it, without reading its structs again. */
export interface CheckpointSummary {
  /** How far each client is in it. */
  readonly clocks: ReadonlyMap<number, number>;
  readonly deleted: ClockRanges;
  /** What stands in the root type that has the title; null: nobody has asked for one. */
  readonly title: RootContents | null;
}

/** Another number: another layout. One that is not known is no summary. */
const VERSION = 1;

/** Made of the state itself, once, where a checkpoint is made. @throws StoreError "damaged" for a state that would not load. */
export function summarize(state: Uint8Array, titleRoot: string | null): Uint8Array {
  const decoded = decodeCheckpointState(state);
  const title = titleRoot === null ? null : new RootContents(titleRoot);
  title?.learn(decoded, { clockOf: () => 0 });
  return encode({ clocks: clocksOf(decoded), deleted: deletedIn(decoded), title });
}

/** Null for bytes that are none, or one of another version or with another `titleRoot` (null: any will do): then the state itself has to be read. */
export function decodeSummary(bytes: Uint8Array, titleRoot: string | null): CheckpointSummary | null {
  if (bytes[0] !== VERSION) return null;
  try {
    const decoder = decoding.createDecoder(bytes);
    decoding.readUint8(decoder);
    const clocks = decodeStateVector(decoding.readVarUint8Array(decoder));
    const deleted = ClockRanges.read(decoder);
    const titled = decoding.readUint8(decoder) === 1 ? decoding.readVarString(decoder) : null;
    if (clocks === null || (titleRoot !== null && titled !== titleRoot)) return null;
    const title = titled === null ? null : new RootContents(titled, ClockRanges.read(decoder));
    return decoding.hasContent(decoder) ? null : { clocks, deleted, title };
  } catch {
    return null;
  }
}

function encode({ clocks, deleted, title }: CheckpointSummary): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeUint8(encoder, VERSION);
    encoding.writeVarUint8Array(encoder, Y.encodeStateVector(new Map(clocks)));
    deleted.write(encoder);
    encoding.writeUint8(encoder, title === null ? 0 : 1);
    if (title === null) return;
    encoding.writeVarString(encoder, title.name);
    title.ranges.write(encoder);
  });
}

function clocksOf({ structs }: DecodedUpdate): Map<number, number> {
  const clocks = new Map<number, number>();
  for (const [client, list] of structs) {
    const last = list.at(-1);
    if (last) clocks.set(client, last.id.clock + last.length);
  }
  return clocks;
}

function deletedIn({ deletes }: DecodedUpdate): ClockRanges {
  const deleted = new ClockRanges();
  for (const { client, clock, length } of deletes) deleted.add(client, clock, length);
  return deleted;
}
