import { parseDocumentId } from "@motet/protocol";
import type { FastifyRequest } from "fastify";
import { Problem } from "./problems.js";

/** The id behind `/api/documents/`, or behind another prefix: the segment as it stands in the request line, decoded once. */
export const documentIdOf = (request: FastifyRequest, prefix = "/api/documents/"): string => {
  const url = request.raw.url ?? "";
  const segment = url.startsWith(prefix) ? (/^[^/?#]*/.exec(url.slice(prefix.length))?.[0] ?? "") : "";
  try {
    return parseDocumentId(segment);
  } catch (cause) {
    throw new Problem("bad-document-id", undefined, { cause });
  }
};
