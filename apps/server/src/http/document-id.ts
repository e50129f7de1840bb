import { parseDocumentId } from "@motet/protocol";
import type { FastifyRequest } from "fastify";
import { Problem } from "./problems.js";

/** The id in `/api/documents/<id>…`: the segment as it stands in the request line, decoded once. */
export const documentIdOf = (request: FastifyRequest): string => {
  const segment = /^\/api\/documents\/([^/?#]*)/.exec(request.raw.url ?? "")?.[1] ?? "";
  try {
    return parseDocumentId(segment);
  } catch (cause) {
    throw new Problem("bad-document-id", undefined, { cause });
  }
};
