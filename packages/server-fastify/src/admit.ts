import { parseDocumentId } from "@motet/protocol";
import type { Admission, SyncServer } from "@motet/server";
import type { FastifyRequest } from "fastify";
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

/** Who asks. Address and host are what a trusted proxy says they are, else those of the connection itself. */
export type Asking = Pick<FastifyRequest, "raw" | "ip" | "host">;

/** Everything that decides on a socket before its upgrade, cheapest first. Never rejects. */
export const admit = async (
  { raw, ip, host }: Asking,
  { server, prefix, allowedOrigins, admit: lastWord, allowsConnect }: AdmitOptions,
): Promise<Admission | RefusalCode> => {
  if (!allowsConnect(ip)) return "too-many-connections";
  const documentId = documentIdOf(raw.url ?? "", prefix);
  if (documentId === null) return "bad-document-id";
  const { origin } = raw.headers;
  if (!isAllowedOrigin({ origin, host, allowed: allowedOrigins })) return "origin-not-allowed";
  try {
    const decision = await server.authorize({ documentId, credential: credentialOf(raw.headers) });
    switch (decision.kind) {
      case "unauthenticated":
        return "unauthenticated";
      case "not-found":
        return "document-not-found";
      case "granted": {
        const isAdmitted = lastWord === undefined || (await lastWord(documentId));
        if (!isAdmitted) return "document-not-found";
        return { documentId, access: decision.access, deviceKey: deviceKeyOf(raw.headers), address: ip };
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
