import type { IncomingHttpHeaders } from "node:http";

export const SUBPROTOCOL = "motet";

/** A browser cannot set headers on a WebSocket: it offers its token as a second subprotocol, which is never the one we choose. */
export const BEARER_PREFIX = "motet.bearer.";

/** Our provider's way to say which device it speaks for. Not chosen either. */
export const DEVICE_PREFIX = "motet.device.";

export const offeredSubprotocols = (headers: IncomingHttpHeaders): readonly string[] =>
  (headers["sec-websocket-protocol"] ?? "").split(",").map((name) => name.trim());

/** For ws: the subprotocol that is answered, or none. */
export const selectSubprotocol = (offered: Set<string>): string | false => {
  if (offered.has(SUBPROTOCOL)) return SUBPROTOCOL;
  const isSecret = (name: string): boolean =>
    name.startsWith(BEARER_PREFIX) || name.startsWith(DEVICE_PREFIX);
  return [...offered].find((name) => !isSecret(name)) ?? false;
};
