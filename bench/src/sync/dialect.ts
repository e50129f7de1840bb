import { encodeSaved, encodeSyncStep1, encodeSyncStep2, encodeUpdate } from "@motet/protocol";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

/** What a server says that a bench listens to. */
export type Heard =
  | { readonly kind: "step1"; readonly stateVector: Uint8Array }
  | { readonly kind: "step2" | "update"; readonly update: Uint8Array }
  | { readonly kind: "saved" }
  | { readonly kind: "other" };

/** How a server wants to be spoken to. */
export interface Dialect {
  /** Sent first. */
  hello(documentId: string): readonly Uint8Array[];
  step1(documentId: string, stateVector: Uint8Array): Uint8Array;
  step2(documentId: string, update: Uint8Array): Uint8Array;
  update(documentId: string, update: Uint8Array): Uint8Array;
  hear(frame: Uint8Array): Heard;
}

const [SYNC, SYNC_REPLY, SAVED] = [0, 4, 102];

function hearMessage(decoder: decoding.Decoder): Heard {
  const type = decoding.readVarUint(decoder);
  if (type === SAVED) return { kind: "saved" };
  if (type !== SYNC && type !== SYNC_REPLY) return { kind: "other" };
  const step = decoding.readVarUint(decoder);
  const bytes = decoding.readVarUint8Array(decoder);
  if (step === 0) return { kind: "step1", stateVector: bytes };
  return { kind: step === 1 ? "step2" : "update", update: bytes };
}

/** y-websocket's protocol, which Motet speaks too. */
export const Y_WEBSOCKET: Dialect = {
  hello: () => [],
  step1: (_, stateVector) => encodeSyncStep1(stateVector),
  step2: (_, update) => encodeSyncStep2(update),
  update: (_, update) => encodeUpdate(update),
  hear: (frame) => hearMessage(decoding.createDecoder(frame)),
};

/** The same behind the document's name, after a token. */
export const HOCUSPOCUS: Dialect = {
  hello: (documentId) => [
    named(
      documentId,
      encoding.encode((encoder) => {
        encoding.writeVarUint(encoder, 2);
        encoding.writeVarUint(encoder, 0);
        encoding.writeVarString(encoder, "");
      }),
    ),
  ],
  step1: (documentId, stateVector) => named(documentId, encodeSyncStep1(stateVector)),
  step2: (documentId, update) => named(documentId, encodeSyncStep2(update)),
  update: (documentId, update) => named(documentId, encodeUpdate(update)),
  hear: (frame) => {
    const decoder = decoding.createDecoder(frame);
    decoding.readVarString(decoder);
    return hearMessage(decoder);
  },
};

/** Only Motet answers it. */
export const ASK_FOR_SAVED = encodeSaved(Uint8Array.of(1));

function named(documentId: string, message: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarString(encoder, documentId);
    encoding.writeUint8Array(encoder, message);
  });
}
