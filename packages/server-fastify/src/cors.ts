import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/** For pages of other origins that may connect: a WebSocket needs none of this, nor do our own pages. */
export const corsHeaders = (
  origin: string | undefined,
  allowed: readonly string[] | "*",
): Readonly<Record<string, string>> =>
  origin !== undefined && (allowed === "*" || allowed.includes(origin))
    ? {
        "access-control-allow-origin": origin,
        vary: "Origin",
        "cross-origin-resource-policy": "cross-origin",
      }
    : {};

/** Puts them on every answer below `prefix`, refusals too, and answers what a browser asks before it sends a credential. */
export const allowOrigins = (
  fastify: FastifyInstance,
  prefix: string,
  allowed: readonly string[] | "*",
): void => {
  const put = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (request.url.startsWith(`${prefix}/`)) reply.headers(corsHeaders(request.headers.origin, allowed));
  };
  fastify.addHook("onRequest", put);
  fastify.options(`${prefix}/*`, async (_request, reply) =>
    reply
      .code(204)
      .headers({
        "access-control-allow-methods": "GET, POST",
        "access-control-allow-headers": "authorization, motet-device, content-type",
        "access-control-max-age": "600",
      })
      .send(),
  );
};
