import type { FastifyReply } from "fastify";

/** What a socket is refused for before its upgrade. The codes are stable: clients may compare them. */
export const REFUSALS = {
  "bad-document-id": {
    status: 400,
    title: "A document id is 1 to 255 bytes of percent-encoded UTF-8 without control characters",
  },
  unauthenticated: { status: 401, title: "A valid credential is needed" },
  "origin-not-allowed": { status: 403, title: "Pages of this origin may not connect" },
  "document-not-found": { status: 404, title: "There is no such document" },
  "no-such-socket": { status: 400, title: "This polled socket has ended, or is somebody else's" },
  "not-a-websocket": { status: 404, title: "There is nothing at this address for a WebSocket" },
  "too-many-connections": { status: 429, title: "Too many connections from this address; try again later" },
  "upgrade-required": { status: 426, title: "This address is for WebSockets" },
  unavailable: { status: 503, title: "The server cannot tell at present; try again" },
} as const;

export type RefusalCode = keyof typeof REFUSALS;

const HEADERS: Readonly<Partial<Record<RefusalCode, Readonly<Record<string, string>>>>> = {
  unauthenticated: { "www-authenticate": "Bearer" },
  "upgrade-required": { upgrade: "websocket" },
  "too-many-connections": { "retry-after": "5" },
  unavailable: { "retry-after": "5" },
};

/** Answers with `application/problem+json` (RFC 9457). */
export const sendRefusal = (reply: FastifyReply, code: RefusalCode): FastifyReply => {
  const { status, title } = REFUSALS[code];
  return reply
    .code(status)
    .headers({ ...HEADERS[code], connection: code === "upgrade-required" ? "upgrade, close" : "close" })
    .type("application/problem+json")
    .send(JSON.stringify({ type: "about:blank", title, status, code }));
};
