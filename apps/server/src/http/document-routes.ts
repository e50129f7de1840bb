import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Documents } from "../documents/documents.js";
import { toDocumentBody } from "./document-body.js";
import { documentIdOf } from "./document-id.js";
import { documentIdSchema } from "./document-id-schema.js";
import { parseInput } from "./parse-input.js";

const titleSchema = z.string().max(10_000);
const createSchema = z.strictObject({
  title: titleSchema.optional(),
  markdown: z.string().optional(),
  id: documentIdSchema.optional(),
});
const renameSchema = z.strictObject({ title: titleSchema });
const listSchema = z.object({
  query: z.string().max(1_000).default(""),
  /** "" stands for the first page, so that a form may always send it. */
  cursor: z.string().max(2_000).default(""),
  trashed: z.stringbool().default(false),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** `/api/documents` and `/api/documents/:id`. */
export const documentRoutes = (app: FastifyInstance, documents: Documents): void => {
  app.post("/api/documents", async (request, reply) => {
    const record = await documents.create(parseInput(createSchema, request.body ?? {}));
    return reply
      .code(201)
      .header("location", `/api/documents/${encodeURIComponent(record.id)}`)
      .send(toDocumentBody(record));
  });

  app.get("/api/documents", async (request) => {
    const { cursor, ...query } = parseInput(listSchema, request.query);
    const { records, nextCursor } = await documents.list(cursor === "" ? query : { ...query, cursor });
    return { documents: records.map(toDocumentBody), nextCursor };
  });

  app.get("/api/documents/:id", async (request) =>
    toDocumentBody(await documents.get(documentIdOf(request))),
  );

  app.patch("/api/documents/:id", async (request) => {
    const documentId = documentIdOf(request);
    const { title } = parseInput(renameSchema, request.body);
    return toDocumentBody(await documents.rename(documentId, title));
  });

  app.delete("/api/documents/:id", async (request, reply) => {
    await documents.moveToTrash(documentIdOf(request));
    return reply.code(204).send();
  });

  app.post("/api/documents/:id/restore", async (request) =>
    toDocumentBody(await documents.restore(documentIdOf(request))),
  );
};
