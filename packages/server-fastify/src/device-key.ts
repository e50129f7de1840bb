import type { IncomingHttpHeaders } from "node:http";
import { DEVICE_PREFIX, offeredSubprotocols } from "./subprotocols.js";

/** Enough that nobody guesses it, and short enough for a header. */
const DEVICE_KEY = /^[A-Za-z0-9_-]{16,64}$/;

/**
 * The secret of the device, from the header `Motet-Device` or the subprotocol `motet.device.<key>`; null when there is none, or one that is no key. Never
 * from the URL, which is logged.
 */
export const deviceKeyOf = (headers: IncomingHttpHeaders): string | null => {
  const header = headers["motet-device"];
  const offered = offeredSubprotocols(headers).find((name) => name.startsWith(DEVICE_PREFIX));
  const key = typeof header === "string" ? header : offered?.slice(DEVICE_PREFIX.length);
  return key !== undefined && DEVICE_KEY.test(key) ? key : null;
};
