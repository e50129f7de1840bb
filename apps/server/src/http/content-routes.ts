import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { FORMATS, isFormat } from "../documents/content-formats.js";
import type { Documents } from "../documents/documents.js";
import { documentIdOf } from "./document-id.js";
import { parseInput } from "./parse-input.js";
import { Problem } from "./problems.js";

/** What people wrote is shown by a browser that is pointed at it, and does nothing there. */
export const INERT = "default-src 'none'; sandbox";

const readSchema = z.object({ format: z.string().default("") });

/** `/api/documents/:id/content`. */
export const contentRoutes = (app: FastifyInstance, documents: Documents): void => {
  app.get("/api/documents/:id/content", async (request, reply) => {
    const documentId = documentIdOf(request);
    const { format } = parseInput(readSchema, request.query);
    if (!isFormat(format)) {
      throw new Problem("unsupported-format", `format must be one of: ${Object.keys(FORMATS).join(", ")}.`);
    }
    const state = await documents.readState(documentId);
    const { mediaType, convert } = FORMATS[format];
    return reply
      .type(mediaType)
      .headers({ "cache-control": "no-store", "content-security-policy": INERT })
      .send(Buffer.from(convert(state)));
  });

  app.put("/api/documents/:id/content", async (request) => {
    documentIdOf(request);
    throw new Problem(
      "not-implemented",
      "Replacing a document's content is not available yet in this version.",
    );
  });
};
