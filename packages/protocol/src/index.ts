export { CloseCode, isFinal } from "./close-code.js";
export { decode } from "./decode.js";
export { parseDocumentId } from "./document-id.js";
export {
  encodeAuth,
  encodeAwareness,
  encodeBroadcast,
  encodeCondition,
  encodeQueryAwareness,
  encodeSaved,
  encodeSyncStep1,
  encodeSyncStep2,
  encodeUpdate,
} from "./encode.js";
export { fromBroadcast, toBroadcast } from "./json-broadcast.js";
export { LIMITS } from "./limits.js";
export { MalformedMessage } from "./malformed-message.js";
export type { AwarenessEntry, Broadcast, Message } from "./message.js";
export { MessageType, SyncType } from "./message-type.js";
export { Numbering } from "./numbering.js";
