import { parseDocumentId } from "@motet/protocol";

/** The two parts that y-websocket joins with a "/". */
export interface Endpoint {
  readonly server: string;
  readonly room: string;
}

const SCHEMES: Readonly<Record<string, string>> = {
  "ws:": "ws:",
  "wss:": "wss:",
  "http:": "ws:",
  "https:": "wss:",
};

/** Throws a `TypeError` that names what is wrong with the address or the document id. */
export function endpointOf(url: string, documentId: string): Endpoint {
  const parsed = parse(url);
  const scheme = parsed && SCHEMES[parsed.protocol];
  if (!scheme)
    throw new TypeError(`The server's url must begin with ws://, wss://, http:// or https://, not "${url}".`);
  const path = parsed.pathname.replace(/\/+$/, "");
  return { server: `${scheme}//${parsed.host}${path}/sync`, room: encode(documentId) };
}

function parse(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}

function encode(documentId: string): string {
  const refuse = (why: string): never => {
    throw new TypeError(`The document id ${JSON.stringify(documentId)} ${why}.`);
  };
  // A browser resolves these two as steps in a path, even when they are percent-encoded.
  if (documentId === "." || documentId === "..") return refuse("cannot be part of an address");
  try {
    const encoded = encodeURIComponent(documentId);
    parseDocumentId(encoded);
    return encoded;
  } catch {
    return refuse("must be 1–255 bytes of UTF-8 without control characters");
  }
}
