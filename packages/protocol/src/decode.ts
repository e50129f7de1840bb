import * as decoding from "lib0/decoding";
import { decodeUtf8 } from "lib0/string";
import { LIMITS } from "./limits.js";
import { MalformedMessage } from "./malformed-message.js";
import type { AwarenessEntry, Broadcast, Message } from "./message.js";
import { MessageType, SyncType } from "./message-type.js";

const PERMISSION_DENIED = 0;
const MAX_UINT32 = 0xffffffff;

/**
 * Reads one frame, whole: what it returns is of the right shape and within `LIMITS`; whether an update can be applied is not looked at.
 * @throws MalformedMessage and nothing else, whatever the bytes.
 */
export function decode(frame: Uint8Array): Message {
  if (frame.length > LIMITS.maxMessageBytes) throw new MalformedMessage(`A frame of ${frame.length} bytes`);
  try {
    const decoder = decoding.createDecoder(frame);
    const message = readMessage(decoder);
    if (decoding.hasContent(decoder)) throw new MalformedMessage("Bytes after the end of the message");
    return message;
  } catch (error) {
    if (error instanceof MalformedMessage) throw error;
    throw new MalformedMessage("The frame ends early or holds what is no number");
  }
}

function readMessage(decoder: decoding.Decoder): Message {
  const type = decoding.readVarUint(decoder);
  switch (type) {
    case MessageType.sync:
      return readSync(decoder);
    case MessageType.awareness:
      return { kind: "awareness", entries: readAwareness(decoding.readVarUint8Array(decoder)) };
    case MessageType.auth: {
      const kind = decoding.readVarUint(decoder);
      if (kind !== PERMISSION_DENIED) throw new MalformedMessage(`Unknown auth message ${kind}`);
      return { kind: "auth", reason: decoding.readVarString(decoder) };
    }
    case MessageType.queryAwareness:
      return { kind: "query-awareness" };
    case MessageType.saved: {
      const payload = decoding.readVarUint8Array(decoder);
      if (payload.length > LIMITS.maxSavedPayloadBytes)
        throw new MalformedMessage(`A payload of ${payload.length} bytes`);
      return { kind: "saved", payload };
    }
    case MessageType.condition:
      return { kind: "condition", cannotSave: decoding.readVarUint(decoder) !== 0 };
    case MessageType.broadcast:
      return { kind: "broadcast", ...readBroadcast(decoder) };
    default:
      throw new MalformedMessage(`Unknown message type ${type}`);
  }
}

function readSync(decoder: decoding.Decoder): Message {
  const type = decoding.readVarUint(decoder);
  switch (type) {
    case SyncType.step1:
      return { kind: "sync-step-1", stateVector: decoding.readVarUint8Array(decoder) };
    case SyncType.step2:
      return { kind: "sync-step-2", update: decoding.readVarUint8Array(decoder) };
    case SyncType.update:
      return { kind: "update", update: decoding.readVarUint8Array(decoder) };
    default:
      throw new MalformedMessage(`Unknown sync message ${type}`);
  }
}

function readBroadcast(decoder: decoding.Decoder): Broadcast {
  const by = decoding.readVarUint(decoder) === 1 ? "server" : "peer";
  const topic = decoding.readVarUint8Array(decoder);
  if (topic.length === 0 || topic.length > LIMITS.maxBroadcastTopicBytes)
    throw new MalformedMessage(`A topic of ${topic.length} bytes`);
  const data = decoding.readVarUint8Array(decoder);
  if (data.length > LIMITS.maxBroadcastBytes)
    throw new MalformedMessage(`A broadcast of ${data.length} bytes`);
  return { by, topic: decodeUtf8(topic), data };
}

function readAwareness(bytes: Uint8Array): AwarenessEntry[] {
  const decoder = decoding.createDecoder(bytes);
  const count = decoding.readVarUint(decoder);
  if (count > LIMITS.maxAwarenessEntries)
    throw new MalformedMessage(`${count} clients in one awareness message`);
  const entries: AwarenessEntry[] = [];
  for (let index = 0; index < count; index++) entries.push(readAwarenessEntry(decoder));
  if (decoding.hasContent(decoder)) throw new MalformedMessage("Bytes after the last awareness state");
  return entries;
}

function readAwarenessEntry(decoder: decoding.Decoder): AwarenessEntry {
  const clientId = decoding.readVarUint(decoder);
  const clock = decoding.readVarUint(decoder);
  if (clientId > MAX_UINT32 || clock > MAX_UINT32)
    throw new MalformedMessage("An awareness number beyond 32 bits");
  const bytes = decoding.readVarUint8Array(decoder);
  if (bytes.length > LIMITS.maxAwarenessStateBytes)
    throw new MalformedMessage(`An awareness state of ${bytes.length} bytes`);
  const state = decodeUtf8(bytes);
  const value: unknown = JSON.parse(state);
  if (typeof value !== "object" || Array.isArray(value))
    throw new MalformedMessage("An awareness state that is no object");
  // Spaces around it would hide that the client has left.
  return { clientId, clock, state: value === null ? "null" : state };
}
