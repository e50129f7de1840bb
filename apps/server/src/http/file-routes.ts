import { Readable } from "node:stream";
import { type Access, type Decision, mayWrite } from "@motet/server";
import { credentialOf } from "@motet/server-fastify";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Documents } from "../documents/documents.js";
import type { Images } from "../files/images.js";
import type { UploadRate } from "../files/upload-rate.js";
import { INERT } from "./content-routes.js";
import { documentIdOf } from "./document-id.js";
import { Problem } from "./problems.js";

export interface FileRoutesOptions {
  readonly images: Images;
  readonly rate: UploadRate;
  readonly documents: Pick<Documents, "isInTrash">;
  authorize(request: { documentId: string; credential: string | null }): Promise<Decision>;
}

/** Pictures come in at `/api/documents/:id/files` and go out at `/files/:id/:name`. Whoever may read a document may see them, whoever may write it may add to them. */
export const fileRoutes = (app: FastifyInstance, options: FileRoutesOptions): void => {
  const { images, rate } = options;

  app.register(async (scope) => {
    // The body is read by the route itself, as it comes.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(/^(application\/octet-stream|image\/)/, (_request, _body, done) => done(null));

    scope.post("/api/documents/:id/files", async (request, reply) => {
      const documentId = documentIdOf(request);
      if (!mayWrite(await accessTo(documentId, request, options))) throw new Problem("forbidden");
      const { maxBytes } = images.limits;
      const announced = request.headers["content-length"];
      if (announced !== undefined && Number(announced) > maxBytes) throw new Problem("image-too-large");
      if (!rate.tryTake(request.ip, Number(announced ?? maxBytes))) throw new Problem("too-many-uploads");
      const { name, ...image } = await images.put(documentId, bodyOf(request));
      const url = `/files/${encodeURIComponent(documentId)}/${name}`;
      return reply
        .code(201)
        .header("location", url)
        .send({ url, ...image });
    });
  });

  app.get<{ Params: { name: string } }>("/files/:id/:name", async (request, reply) => {
    const documentId = documentIdOf(request, "/files/");
    await accessTo(documentId, request, options);
    const { name } = request.params;
    const file = await images.open(documentId, name);
    const etag = `"${name}"`;
    reply.headers({
      "cache-control": "private, max-age=31536000, immutable",
      "content-security-policy": INERT,
      etag,
    });
    if (request.headers["if-none-match"]?.split(/\s*,\s*/).includes(etag)) return reply.code(304).send();
    return reply
      .type(file.type)
      .header("content-length", file.bytes)
      .send(Readable.from(file.content, { objectMode: false }));
  });
};

/** Missing and forbidden look the same. */
const accessTo = async (
  documentId: string,
  request: FastifyRequest,
  { authorize, documents }: FileRoutesOptions,
): Promise<Access> => {
  const decision = await cannotTell(authorize({ documentId, credential: credentialOf(request.headers) }));
  switch (decision.kind) {
    case "unauthenticated":
      throw new Problem("unauthenticated");
    case "not-found":
      throw new Problem("document-not-found");
    case "granted":
      if (await documents.isInTrash(documentId)) throw new Problem("document-not-found");
      return decision.access;
  }
};

const cannotTell = async (asked: Promise<Decision>): Promise<Decision> => {
  try {
    return await asked;
  } catch (cause) {
    throw new Problem("unavailable", undefined, { cause });
  }
};

/** The connection outlives a refusal in the middle, so that its sender hears of it; what breaks off is its sender's doing. */
async function* bodyOf({ raw }: FastifyRequest): AsyncGenerator<Uint8Array> {
  try {
    yield* raw.iterator({ destroyOnReturn: false });
  } catch (cause) {
    throw new Problem("invalid-request", "The upload has broken off.", { cause });
  }
}
