export { CloseCode, isFinal } from "./close-code.js";
export { decode } from "./decode.js";
export { parseDocumentId } from "./document-id.js";
export {
  encodeAuth,
  encodeAwareness,
  encodeCondition,
  encodeQueryAwareness,
  encodeSaved,
  encodeSyncStep1,
  encodeSyncStep2,
  encodeUpdate,
} from "./encode.js";
export { LIMITS } from "./limits.js";
export { MalformedMessage } from "./malformed-message.js";
export type { AwarenessEntry, Message } from "./message.js";
export { MessageType, SyncType } from "./message-type.js";
