const BEARER = "motet.bearer.";
const DEVICE = "motet.device.";

/** What a socket offers. "motet" is the one that a server answers; a stock y-websocket server answers the first. */
export function subprotocols(credential: string | null, deviceKey: string): string[] {
  const bearer = credential === null ? [] : [`${BEARER}${credential}`];
  return ["motet", ...bearer, `${DEVICE}${deviceKey}`];
}

/** The same as headers, for HTTP. */
export function headersOf(protocols: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const protocol of protocols) {
    if (protocol.startsWith(BEARER)) headers.authorization = `Bearer ${protocol.slice(BEARER.length)}`;
    if (protocol.startsWith(DEVICE)) headers["motet-device"] = protocol.slice(DEVICE.length);
  }
  return headers;
}

/** The characters of a subprotocol's name (RFC 6455 §4.1, RFC 2616 §2.2): a JWT has no others. */
export function canBeSent(credential: string): boolean {
  return /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(credential);
}
