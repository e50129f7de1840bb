import { describe, expect, it } from "vitest";
import { ApiError, explainProblem, type Problem } from "./api-error.js";
import { createDocumentsApi } from "./documents-api.js";

const DOCUMENT = { id: "plan", title: "Plan", createdAt: 1, updatedAt: 2, trashedAt: null };

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
}

function answering(status: number, body: unknown) {
  const asked: Asked[] = [];
  const api = createDocumentsApi({
    fetch: async (url, init) => {
      asked.push({
        method: init?.method ?? "GET",
        url: typeof url === "string" ? url : "not a string",
        body: typeof init?.body === "string" ? JSON.parse(init.body) : undefined,
      });
      const text = typeof body === "string" ? body : JSON.stringify(body);
      return new Response(status === 204 ? null : text, { status });
    },
  });
  return { api, asked };
}

async function problemOf(promise: Promise<unknown>): Promise<Problem> {
  const error = await promise.then(
    () => new Error("resolved"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ApiError)) throw error;
  return error.problem;
}

describe("asking", () => {
  it("a list is asked for with only what is set", async () => {
    const { api, asked } = answering(200, { documents: [], nextCursor: null });
    await api.list();
    await api.list({ query: "a&b", trashed: true, cursor: "c=" });
    expect(asked.map(({ url }) => url)).toEqual([
      "/api/documents",
      "/api/documents?query=a%26b&trashed=true&cursor=c%3D",
    ]);
  });

  it("an id is one segment of the path, whatever it holds", async () => {
    const { api, asked } = answering(200, DOCUMENT);
    await api.get("a/b");
    await api.rename("../x", "X");
    await api.moveToTrash("100%25");
    await api.restore("?#");
    expect(asked).toEqual([
      { method: "GET", url: "/api/documents/a%2Fb", body: undefined },
      { method: "PATCH", url: "/api/documents/..%2Fx", body: { title: "X" } },
      { method: "DELETE", url: "/api/documents/100%2525", body: undefined },
      { method: "POST", url: "/api/documents/%3F%23/restore", body: undefined },
    ]);
  });

  it("the two ids that no URL can name are refused before they reach the wrong address", async () => {
    const { api, asked } = answering(200, DOCUMENT);
    expect(await problemOf(api.moveToTrash(".."))).toMatchObject({ code: "unaddressable" });
    expect(asked).toEqual([]);
  });
});

describe("what comes back", () => {
  it("times are read as ISO 8601 or milliseconds, unknown keys are left alone", async () => {
    const iso = {
      ...DOCUMENT,
      createdAt: "1970-01-01T00:00:00.001Z",
      updatedAt: "1970-01-01T00:00:00.002Z",
      x: 1,
    };
    const { api } = answering(200, { documents: [DOCUMENT, iso], nextCursor: "next" });
    expect(await api.list()).toEqual({ documents: [DOCUMENT, DOCUMENT], nextCursor: "next" });
  });

  it("deleting needs no body", async () => {
    await expect(answering(204, "").api.moveToTrash("plan")).resolves.toBeUndefined();
  });

  it.each([
    ["a page of a proxy", "<html>"],
    ["nothing", ""],
    ["a list that is none", { documents: {} }],
    ["a document without id", { documents: [{ ...DOCUMENT, id: undefined }] }],
    ["an id that no address can hold", { documents: [{ ...DOCUMENT, id: "\ud800" }] }],
    ["a title that is no text", { documents: [{ ...DOCUMENT, title: 7 }] }],
    ["a time that is none", { documents: [{ ...DOCUMENT, updatedAt: "soon" }] }],
    ["a time beyond all clocks", { documents: [{ ...DOCUMENT, updatedAt: 1e300 }] }],
    ["a cursor that is none", { documents: [], nextCursor: 5 }],
  ])("%s is unreadable, never half taken", async (_, body) => {
    expect(await problemOf(answering(200, body).api.list())).toEqual({ kind: "unreadable" });
  });

  it("a refusal keeps its code and its detail", async () => {
    const { api } = answering(404, { code: "document-not-found", detail: "There is no document “plan”." });
    expect(await problemOf(api.get("plan"))).toEqual({
      kind: "refused",
      status: 404,
      code: "document-not-found",
      detail: "There is no document “plan”.",
    });
  });

  it("a refusal without detail is told by its title", async () => {
    const { api } = answering(409, {
      code: "document-exists",
      title: "There is already a document with this id",
    });
    const problem = await problemOf(api.create());
    expect(explainProblem(problem)).toBe("There is already a document with this id.");
  });

  it("a refusal without words, or with the wrong ones, is still a refusal", async () => {
    expect(await problemOf(answering(502, "<h1>Bad gateway</h1>").api.list())).toMatchObject({
      status: 502,
      detail: "",
    });
    expect(await problemOf(answering(400, { detail: { a: 1 } }).api.list())).toMatchObject({
      status: 400,
      detail: "",
    });
  });

  it("no answer is “unreachable”", async () => {
    const api = createDocumentsApi({ fetch: () => Promise.reject(new TypeError("Failed to fetch")) });
    expect(await problemOf(api.list())).toEqual({ kind: "unreachable" });
  });

  it("a server that never answers is “unreachable” too", async () => {
    const api = createDocumentsApi({
      timeoutMs: 1,
      fetch: (_, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener("abort", () => reject(init.signal?.reason));
        }),
    });
    expect(await problemOf(api.list())).toEqual({ kind: "unreachable" });
  });

  it("the caller's own abort is passed on as such", async () => {
    const abort = new AbortController();
    abort.abort();
    const api = createDocumentsApi({ fetch: () => Promise.reject(new TypeError("aborted")) });
    await expect(api.list({ signal: abort.signal })).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("explaining", () => {
  const refused = (status: number, detail = ""): Problem => ({ kind: "refused", status, code: "x", detail });

  it("the server's own words come first", () => {
    expect(explainProblem(refused(409, "The id “plan” is taken."))).toBe("The id “plan” is taken.");
  });

  it.each([
    [refused(404)],
    [refused(429)],
    [refused(500)],
    [refused(418)],
    [{ kind: "unreachable" } as const],
  ])("there is a sentence for every problem: %j", (problem) => {
    expect(explainProblem(problem)).toMatch(/^[A-Z].*\.$/u);
  });
});
