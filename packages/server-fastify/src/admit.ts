import type { IncomingMessage } from "node:http";
import { parseDocumentId } from "@motet/protocol";
import type { Admission, SyncServer } from "@motet/server";
import { credentialOf } from "./credential.js";
import { deviceKeyOf } from "./device-key.js";
import { isAllowedOrigin } from "./origin.js";
import type { RefusalCode } from "./refusal.js";

export interface AdmitOptions {
  readonly server: Pick<SyncServer, "authorize">;
  readonly prefix: string;
  readonly allowedOrigins: readonly string[] | "*";
  readonly admit?: (documentId: string) => Promise<boolean>;
  /** Whether one more may come from this address. */
  readonly allowsConnect: (address: string) => boolean;
}

/** Everything that decides on a socket before its upgrade, cheapest first. Never rejects. */
export const admit = async (
  request: IncomingMessage,
  address: string,
  { server, prefix, allowedOrigins, admit: lastWord, allowsConnect }: AdmitOptions,
): Promise<Admission | RefusalCode> => {
  if (!allowsConnect(address)) return "too-many-connections";
  const documentId = documentIdOf(request.url ?? "", prefix);
  if (documentId === null) return "bad-document-id";
  const { origin, host } = request.headers;
  if (!isAllowedOrigin({ origin, host, allowed: allowedOrigins })) return "origin-not-allowed";
  try {
    const decision = await server.authorize({ documentId, credential: credentialOf(request.headers) });
    switch (decision.kind) {
      case "unauthenticated":
        return "unauthenticated";
      case "not-found":
        return "document-not-found";
      case "granted": {
        const isAdmitted = lastWord === undefined || (await lastWord(documentId));
        if (!isAdmitted) return "document-not-found";
        return { documentId, access: decision.access, deviceKey: deviceKeyOf(request.headers), address };
      }
    }
  } catch {
    return "unavailable";
  }
};

/**
 * The id is everything after the prefix, taken from the request line itself and decoded once: a router would resolve, limit or decode it
 * in its own way. The query does not belong to it (y-websocket's `params`). Null for an id that no document can have.
 */
const documentIdOf = (url: string, prefix: string): string | null => {
  const path = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, "").replace(/[?#].*$/s, "");
  if (!path.startsWith(`${prefix}/`)) return null;
  try {
    return parseDocumentId(path.slice(prefix.length + 1));
  } catch {
    return null;
  }
};
