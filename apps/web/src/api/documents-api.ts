import { ApiError, decodeProblem } from "./api-error.js";
import {
  type DocumentSummary,
  type DocumentsPage,
  decodeDocument,
  decodeDocumentsPage,
} from "./document-summary.js";

export interface ListOptions {
  /** Part of a title; "": all. */
  readonly query?: string;
  readonly trashed?: boolean;
  readonly cursor?: string | null;
  readonly signal?: AbortSignal;
}

/** The server's list of documents. Every method rejects with an `ApiError`, or with its signal's reason. */
export interface DocumentsApi {
  readonly list: (options?: ListOptions) => Promise<DocumentsPage>;
  readonly get: (documentId: string, signal?: AbortSignal) => Promise<DocumentSummary>;
  readonly create: (title?: string) => Promise<DocumentSummary>;
  readonly rename: (documentId: string, title: string) => Promise<DocumentSummary>;
  readonly moveToTrash: (documentId: string) => Promise<void>;
  readonly restore: (documentId: string) => Promise<void>;
}

export interface DocumentsApiOptions {
  readonly fetch: typeof fetch;
  /** Without a trailing slash. */
  readonly base: string;
  readonly timeoutMs: number;
}

export const DEFAULTS: DocumentsApiOptions = {
  fetch: (...request) => globalThis.fetch(...request),
  base: "/api/documents",
  timeoutMs: 15_000,
};

interface Call {
  readonly method?: string;
  readonly body?: Record<string, unknown>;
  readonly signal?: AbortSignal | undefined;
}

export function createDocumentsApi(options: Partial<DocumentsApiOptions> = {}): DocumentsApi {
  const { fetch, base, timeoutMs } = { ...DEFAULTS, ...options };

  async function call(path: string, { method = "GET", body, signal }: Call = {}): Promise<unknown> {
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      const response = await fetch(base + path, {
        method,
        headers: {
          accept: "application/json, application/problem+json",
          ...(body && { "content-type": "application/json" }),
        },
        ...(body && { body: JSON.stringify(body) }),
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      });
      const answer = await readJson(response);
      if (!response.ok) throw new ApiError(decodeProblem(response.status, answer));
      return answer;
    } catch (cause) {
      signal?.throwIfAborted();
      if (cause instanceof ApiError) throw cause;
      throw new ApiError({ kind: "unreachable" }, { cause });
    }
  }

  return {
    async list({ query = "", trashed = false, cursor = null, signal } = {}) {
      const search = new URLSearchParams();
      if (query !== "") search.set("query", query);
      if (trashed) search.set("trashed", "true");
      if (cursor !== null) search.set("cursor", cursor);
      return decodeDocumentsPage(await call(search.size === 0 ? "" : `?${search}`, { signal }));
    },
    async get(documentId, signal) {
      return decodeDocument(await call(pathOf(documentId), { signal }));
    },
    async create(title) {
      return decodeDocument(await call("", { method: "POST", body: title === undefined ? {} : { title } }));
    },
    async rename(documentId, title) {
      return decodeDocument(await call(pathOf(documentId), { method: "PATCH", body: { title } }));
    },
    async moveToTrash(documentId) {
      await call(pathOf(documentId), { method: "DELETE" });
    },
    async restore(documentId) {
      await call(`${pathOf(documentId)}/restore`, { method: "POST" });
    },
  };
}

/** One segment, whatever the id holds. A URL cannot name "." and ".." as a segment, not even percent-encoded. */
function pathOf(documentId: string): string {
  if (documentId === "." || documentId === "..") {
    const detail = `A document called “${documentId}” can be opened, but not managed in the list.`;
    throw new ApiError({ kind: "refused", status: 400, code: "unaddressable", detail });
  }
  return `/${encodeURIComponent(documentId)}`;
}

/** Undefined where the body is empty or no JSON: the decoders take it from there. */
async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const documentsApi = createDocumentsApi();
