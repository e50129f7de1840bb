/** The first varUint of each frame. 0–3 are y-websocket's; 102 is y-sweet's; a stock client ignores what it does not know. */
export const MessageType = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  /** Client → server → client: a payload that comes back when everything sent before it is durable. */
  saved: 102,
  /** Server → client, only to those who have sent a 102: whether the server can save at present. */
  condition: 103,
  /** Passed on to those who are there, and kept nowhere. To a client only when it has sent a 102 or a 104. */
  broadcast: 104,
} as const;

/** The second varUint of a sync frame. */
export const SyncType = { step1: 0, step2: 1, update: 2 } as const;
