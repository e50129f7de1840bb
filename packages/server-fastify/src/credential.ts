import type { IncomingHttpHeaders } from "node:http";
import { BEARER_PREFIX, offeredSubprotocols } from "./subprotocols.js";

/** The token of `Authorization: Bearer`, else that of the subprotocol `motet.bearer.<token>`; null when there is none. */
export const credentialOf = (headers: IncomingHttpHeaders): string | null => {
  const bearer = /^bearer +([^\s]+)$/i.exec(headers.authorization ?? "")?.[1];
  if (bearer !== undefined) return bearer;
  const offered = offeredSubprotocols(headers).find((name) => name.startsWith(BEARER_PREFIX));
  return offered?.slice(BEARER_PREFIX.length) || null;
};
