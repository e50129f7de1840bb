import * as encoding from "lib0/encoding";
import type { AwarenessEntry, Broadcast } from "./message.js";
import { MessageType, SyncType } from "./message-type.js";

export function encodeSyncStep1(stateVector: Uint8Array): Uint8Array {
  return encodeSync(SyncType.step1, stateVector);
}

export function encodeSyncStep2(update: Uint8Array): Uint8Array {
  return encodeSync(SyncType.step2, update);
}

export function encodeUpdate(update: Uint8Array): Uint8Array {
  return encodeSync(SyncType.update, update);
}

export function encodeAwareness(entries: readonly AwarenessEntry[]): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MessageType.awareness);
    const states = encoding.encode((inner) => {
      encoding.writeVarUint(inner, entries.length);
      for (const { clientId, clock, state } of entries) {
        encoding.writeVarUint(inner, clientId);
        encoding.writeVarUint(inner, clock);
        encoding.writeVarString(inner, state);
      }
    });
    encoding.writeVarUint8Array(encoder, states);
  });
}

export function encodeQueryAwareness(): Uint8Array {
  return encoding.encode((encoder) => encoding.writeVarUint(encoder, MessageType.queryAwareness));
}

/** y-protocols' "permission denied"; `reason` is for people. */
export function encodeAuth(reason: string): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MessageType.auth);
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarString(encoder, reason);
  });
}

/** `payload`: at most 64 bytes, opaque to the server. */
export function encodeSaved(payload: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MessageType.saved);
    encoding.writeVarUint8Array(encoder, payload);
  });
}

export function encodeCondition(cannotSave: boolean): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MessageType.condition);
    encoding.writeVarUint(encoder, cannotSave ? 1 : 0);
  });
}

export function encodeBroadcast({ topic, data, by }: Broadcast): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MessageType.broadcast);
    encoding.writeVarUint(encoder, by === "server" ? 1 : 0);
    encoding.writeVarString(encoder, topic);
    encoding.writeVarUint8Array(encoder, data);
  });
}

function encodeSync(type: number, bytes: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MessageType.sync);
    encoding.writeVarUint(encoder, type);
    encoding.writeVarUint8Array(encoder, bytes);
  });
}
