import { StoreError, WriteRefused } from "@motet/server";
import { REFUSALS } from "@motet/server-fastify";

/**
 * Every error that HTTP answers with, as `application/problem+json` (RFC 9457). `code` is stable: programs may compare it. The README lists
 * them; a test compares the two.
 */
export const PROBLEMS = {
  ...REFUSALS,
  "invalid-request": { status: 400, title: "The request is not what this address expects" },
  "bad-cursor": { status: 400, title: "The cursor is not one that this list has given out" },
  "unsupported-format": { status: 400, title: "This format is not supported" },
  forbidden: { status: 403, title: "You may read this document, and not write it" },
  "host-not-allowed": { status: 403, title: "This server is not known under that host name" },
  "not-found": { status: 404, title: "There is nothing at this address" },
  "document-exists": { status: 409, title: "There is already a document with this id" },
  "too-large": { status: 413, title: "The request is too large" },
  "image-too-large": { status: 413, title: "A picture may have 10 MB at most" },
  "too-many-pixels": { status: 422, title: "A picture may have 50 megapixels at most" },
  "not-an-image": { status: 415, title: "Only PNG, JPEG, GIF and WebP pictures can be kept" },
  "document-full": { status: 413, title: "This document cannot hold more pictures" },
  "too-many-uploads": { status: 429, title: "Too many pictures at a time; try again later" },
  "unsupported-media-type": { status: 415, title: "The body is not of a type that this address takes" },
  internal: { status: 500, title: "The server made a mistake" },
  "not-implemented": { status: 501, title: "This is not available yet in this version" },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

/** Thrown anywhere behind a route; `detail` is a sentence for the person who asked. */
export class Problem extends Error {
  override readonly name = "Problem";
  constructor(
    readonly code: ProblemCode,
    readonly detail?: string,
    options?: ErrorOptions,
  ) {
    super(detail ?? PROBLEMS[code].title, options);
  }
}

export interface ProblemBody {
  readonly type: "about:blank";
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail?: string;
}

export const bodyOf = ({ code, detail }: Problem): ProblemBody => ({
  type: "about:blank",
  ...PROBLEMS[code],
  code,
  ...(detail === undefined ? {} : { detail }),
});

/** Whatever was thrown behind a route, as what its asker may be told. */
export const toProblem = (error: unknown): Problem => {
  if (error instanceof Problem) return error;
  if (error instanceof StoreError) {
    if (error.code === "bad-cursor") return new Problem("bad-cursor");
    if (error.code === "full")
      return new Problem("unavailable", "The server has no room left.", { cause: error });
    return new Problem("unavailable", "The server cannot reach its store at present.", { cause: error });
  }
  if (error instanceof WriteRefused && error.code === "full") {
    return new Problem("unavailable", "The server has more edits to save than it can hold at present.", {
      cause: error,
    });
  }
  const { statusCode, code, message } = (error ?? {}) as {
    statusCode?: number;
    code?: string;
    message?: string;
  };
  if (statusCode === 404) return new Problem("not-found");
  if (statusCode === 413) return new Problem("too-large");
  if (statusCode === 415) return new Problem("unsupported-media-type");
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new Problem("invalid-request", code === "FST_ERR_BAD_URL" ? "The address is not valid." : message);
  }
  return new Problem("internal", undefined, { cause: error });
};
