import { readFile } from "node:fs/promises";
import { dirname, sep } from "node:path";
import fastifyStatic from "@fastify/static";
import { parseDocumentId } from "@motet/protocol";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type PageName, readPreloads } from "./preloads.js";
import { answerWith } from "./problem-answers.js";
import { PROBLEMS, Problem, toProblem } from "./problems.js";
import { SECURITY_HEADERS } from "./security-headers.js";

/** For Fastify's `frameworkErrors`: an address that cannot even be routed. */
export type AnswerUnroutable = (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => void;

/** The web app as it was built. */
export class Pages {
  private constructor(
    /** The folder that holds `index.html` and the files that it asks for; null: this server has no pages. */
    private readonly folder: string | null,
    private readonly index: Buffer | null,
    private readonly preloads: Readonly<Record<PageName, string | null>>,
  ) {}

  static async read(indexFile: string | null): Promise<Pages> {
    if (indexFile === null) return new Pages(null, null, { document: null, documents: null });
    const folder = dirname(indexFile);
    return new Pages(folder, await readFile(indexFile), {
      document: await readPreloads(folder, "document"),
      documents: await readPreloads(folder, "documents"),
    });
  }

  /** Its page for every address that it knows, its files, and the page with 404 for everything else outside of `/api`. */
  async register(app: FastifyInstance): Promise<void> {
    app.setNotFoundHandler((request, reply) => this.#answer(new Problem("not-found"), request, reply));
    if (this.folder === null) return;
    app.get("/", async (_request, reply) => this.#sendWith("documents", reply));
    for (const prefix of DOCUMENT_PAGES) {
      app.get(`${prefix}*`, async (request, reply) => {
        if (!isDocumentAddress(request.raw.url ?? "", prefix)) return this.#send(reply, 400);
        return prefix === DOCUMENT_PAGE ? this.#sendWith("document", reply) : this.#send(reply, 200);
      });
    }
    await app.register(fastifyStatic, {
      root: this.folder,
      // One route for each file that there is: nothing else on the disk has an address.
      wildcard: false,
      index: false,
      // The build has put a smaller one beside each that gets smaller.
      preCompressed: true,
      globIgnore: ["index.html", ".vite/**", "**/*.map", "**/*.br", "**/*.gz"],
      cacheControl: false,
      setHeaders: (reply, path) => {
        reply.setHeader("cache-control", path.includes(HASHED) ? IMMUTABLE : REVALIDATED);
        reply.setHeader("vary", "accept-encoding");
      },
    });
  }

  readonly answerUnroutable: AnswerUnroutable = (error, request, reply) => {
    // No hook runs for these.
    reply.headers(SECURITY_HEADERS).header("connection", "close");
    this.#answer(toProblem(error), request, reply);
  };

  /** The app explains it to people; programs are told in JSON. */
  #answer(problem: Problem, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    if (this.index === null || !wantsPage(request)) return answerWith(problem, request, reply);
    return this.#send(reply, PROBLEMS[problem.code].status);
  }

  #sendWith(page: PageName, reply: FastifyReply): FastifyReply {
    const link = this.preloads[page];
    if (link !== null) reply.header("link", link);
    return this.#send(reply, 200);
  }

  #send(reply: FastifyReply, status: number): FastifyReply {
    return reply
      .code(status)
      .type("text/html; charset=utf-8")
      .header("cache-control", REVALIDATED)
      .send(this.index);
  }
}

const DOCUMENT_PAGE = "/d/";
const DOCUMENT_PAGES = [DOCUMENT_PAGE, "/split/"];
/** The names in here hold a hash of their content. */
const HASHED = `${sep}assets${sep}`;
const IMMUTABLE = "public, max-age=31536000, immutable";
const REVALIDATED = "no-cache";

const isDocumentAddress = (url: string, prefix: string): boolean => {
  try {
    parseDocumentId(url.slice(prefix.length).replace(/[?#].*$/s, ""));
    return true;
  } catch {
    return false;
  }
};

/** Somebody in front of a browser, not a program. */
const wantsPage = (request: FastifyRequest): boolean =>
  (request.method === "GET" || request.method === "HEAD") && !/^\/(api|sync)(\/|$|\?)/.test(request.url);
