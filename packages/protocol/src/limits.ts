/** What a frame may hold. Beyond it `decode` refuses. */
export const LIMITS = {
  /** One frame, before anything in it is looked at. */
  maxMessageBytes: 16 * 1024 * 1024,
  maxDocumentIdBytes: 255,
  /** One client's awareness state as JSON text. */
  maxAwarenessStateBytes: 4 * 1024,
  /** Clients in one awareness frame. */
  maxAwarenessEntries: 1024,
  maxSavedPayloadBytes: 64,
  maxBroadcastTopicBytes: 64,
  maxBroadcastBytes: 16 * 1024,
} as const;
