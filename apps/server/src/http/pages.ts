import { readFile } from "node:fs/promises";
import { dirname, sep } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { answerWith } from "./problem-answers.js";
import { Problem } from "./problems.js";

export interface PagesOptions {
  /** The app's `index.html`, beside its assets; null: this server has no pages. */
  readonly indexFile: string | null;
}

const ROUTES = ["/", "/d/*", "/split/*"];
/** The names in here hold a hash of their content. */
const HASHED = `${sep}assets${sep}`;
const IMMUTABLE = "public, max-age=31536000, immutable";
const REVALIDATED = "no-cache";

/** The web app: its page for every address that it knows, its files, and the page with 404 for everything else outside of `/api`. */
export const pages = async (app: FastifyInstance, { indexFile }: PagesOptions): Promise<void> => {
  const index = indexFile === null ? null : await readFile(indexFile);
  const sendIndex = (reply: FastifyReply, status: 200 | 404): FastifyReply =>
    reply.code(status).type("text/html; charset=utf-8").header("cache-control", REVALIDATED).send(index);

  if (indexFile !== null) {
    for (const url of ROUTES) app.get(url, async (_request, reply) => sendIndex(reply, 200));
    await app.register(fastifyStatic, {
      root: dirname(indexFile),
      // One route for each file that there is: nothing else on the disk has an address.
      wildcard: false,
      index: false,
      globIgnore: ["index.html", ".vite/**", "**/*.map"],
      cacheControl: false,
      setHeaders: (reply, path) => {
        reply.setHeader("cache-control", path.includes(HASHED) ? IMMUTABLE : REVALIDATED);
      },
    });
  }

  app.setNotFoundHandler((request, reply) =>
    index === null || !wantsPage(request)
      ? answerWith(new Problem("not-found"), request, reply)
      : sendIndex(reply, 404),
  );
};

/** Somebody in front of a browser, not a program. */
const wantsPage = (request: FastifyRequest): boolean =>
  (request.method === "GET" || request.method === "HEAD") && !/^\/(api|sync)(\/|$|\?)/.test(request.url);
