import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import type { Motet } from "../src/index.js";
import { running, temporaryDirectory } from "./running.js";

const call = async (
  motet: Motet,
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
  url: string,
  payload?: object,
) => {
  const response = await motet.app.inject({
    method,
    url,
    headers: { host: "localhost" },
    ...(payload && { payload }),
  });
  const type = String(response.headers["content-type"] ?? "");
  const isJson = type.startsWith("application/json") || type.startsWith("application/problem+json");
  return {
    status: response.statusCode,
    type,
    headers: response.headers,
    raw: response.rawPayload,
    body: isJson ? response.json() : response.body,
  };
};

const addressOf = (id: string) => `/api/documents/${encodeURIComponent(id)}`;

const problem = (status: number, code: string) => ({
  status,
  type: expect.stringContaining("application/problem+json"),
  body: { type: "about:blank", status, code },
});

const ids = (answer: { body: { documents: { id: string }[] } }) => answer.body.documents.map(({ id }) => id);

describe("creating", () => {
  test("answers 201 with the document, its address, and an id where none was asked for", async () => {
    const motet = await running({ now: () => 1_700_000_000_000 });
    const answer = await call(motet, "POST", "/api/documents", { title: "Plan" });
    expect(answer).toMatchObject({
      status: 201,
      body: {
        title: "Plan",
        createdAt: "2023-11-14T22:13:20.000Z",
        updatedAt: "2023-11-14T22:13:20.000Z",
        trashedAt: null,
      },
    });
    expect(answer.body.id).toMatch(/^[\w-]{21}$/);
    expect(answer.headers.location).toBe(addressOf(answer.body.id));
    expect((await call(motet, "GET", addressOf(answer.body.id))).body).toEqual(answer.body);
  });

  test("without a body makes an empty document", async () => {
    const motet = await running();
    const { body } = await call(motet, "POST", "/api/documents");
    const content = await call(motet, "GET", `${addressOf(body.id)}/content?format=text`);
    expect(content).toMatchObject({ status: 200, body: "" });
  });

  test("takes Markdown, and any id that a document can have", async () => {
    const motet = await running();
    for (const id of ["a", "a/b", "__proto__", "../x", "ä ?#%", "ä".repeat(127)]) {
      const created = await call(motet, "POST", "/api/documents", {
        id,
        markdown: `# On ${id.length}\n\nSome *text*`,
      });
      expect(created).toMatchObject({ status: 201, body: { id } });
      const content = await call(motet, "GET", `${addressOf(id)}/content?format=text`);
      expect(content.body).toContain("Some text");
    }
  });

  test("an id that is taken is a conflict, also in the trash and when two ask at once", async () => {
    const motet = await running();
    const both = await Promise.all(
      [1, 2].map((n) => call(motet, "POST", "/api/documents", { id: "a", title: `${n}` })),
    );
    expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 409]);
    expect(await call(motet, "POST", "/api/documents", { id: "a" })).toMatchObject(
      problem(409, "document-exists"),
    );
    await call(motet, "DELETE", addressOf("a"));
    expect(await call(motet, "POST", "/api/documents", { id: "a" })).toMatchObject(
      problem(409, "document-exists"),
    );
  });

  test.each<[string, object]>([
    ["a title that is no text", { title: 7 }],
    ["an empty id", { id: "" }],
    ["an id that is too long", { id: "a".repeat(256) }],
    ["an id with a control character", { id: "a\u0000" }],
    ["an id that is no Unicode", { id: "\ud800" }],
    ["a key that is unknown", { name: "x" }],
    ["a list", []],
  ])("%s is refused with 400", async (_name, payload) => {
    const motet = await running();
    expect(await call(motet, "POST", "/api/documents", payload)).toMatchObject(
      problem(400, "invalid-request"),
    );
  });
});

describe("one document", () => {
  test("what is missing, in the trash, or can be no id", async () => {
    const motet = await running();
    await call(motet, "POST", "/api/documents", { id: "trashed" });
    await call(motet, "DELETE", addressOf("trashed"));
    for (const id of ["nowhere", "trashed"]) {
      expect(await call(motet, "GET", addressOf(id))).toMatchObject(problem(404, "document-not-found"));
      expect(await call(motet, "PATCH", addressOf(id), { title: "x" })).toMatchObject(
        problem(404, "document-not-found"),
      );
      expect(await call(motet, "GET", `${addressOf(id)}/content?format=text`)).toMatchObject(
        problem(404, "document-not-found"),
      );
    }
    expect(await call(motet, "DELETE", addressOf("nowhere"))).toMatchObject(
      problem(404, "document-not-found"),
    );
    expect(await call(motet, "POST", `${addressOf("nowhere")}/restore`)).toMatchObject(
      problem(404, "document-not-found"),
    );
    for (const bad of ["%00", "a".repeat(256), "%0A"]) {
      expect(await call(motet, "GET", `/api/documents/${bad}`)).toMatchObject(
        problem(400, "bad-document-id"),
      );
    }
    expect((await call(motet, "GET", "/api/documents/%zz")).status).toBe(400);
  });

  test("its title is what is in the document: renaming writes there", async () => {
    const motet = await running();
    await call(motet, "POST", "/api/documents", { id: "a/b", title: "One" });
    expect(await call(motet, "PATCH", addressOf("a/b"), { title: "  Two\nlines " })).toMatchObject({
      status: 200,
      body: { title: "Two lines" },
    });
    const ydoc = new Y.Doc();
    Y.applyUpdate(ydoc, (await call(motet, "GET", `${addressOf("a/b")}/content?format=yjs`)).raw);
    expect(ydoc.getText("title").toJSON()).toBe("Two lines");
    expect(await call(motet, "PATCH", addressOf("a/b"), {})).toMatchObject(problem(400, "invalid-request"));
  });

  test("goes to the trash and comes back, with everything in it", async () => {
    const motet = await running();
    await call(motet, "POST", "/api/documents", { id: "a", title: "Kept", markdown: "every word" });
    expect((await call(motet, "DELETE", addressOf("a"))).status).toBe(204);
    expect((await call(motet, "DELETE", addressOf("a"))).status).toBe(204);
    expect(ids(await call(motet, "GET", "/api/documents"))).not.toContain("a");
    const trash = await call(motet, "GET", "/api/documents?trashed=true");
    expect(trash.body.documents).toMatchObject([{ id: "a", title: "Kept", trashedAt: expect.any(String) }]);

    expect(await call(motet, "POST", `${addressOf("a")}/restore`)).toMatchObject({
      status: 200,
      body: { trashedAt: null },
    });
    expect((await call(motet, "GET", `${addressOf("a")}/content?format=text`)).body).toContain("every word");
    expect(ids(await call(motet, "GET", "/api/documents"))).toContain("a");
  });
});

describe("the list", () => {
  test("has the last edited first, in pages, and finds by title", async () => {
    let time = 1_700_000_000_000;
    const motet = await running({ now: () => (time += 1_000) });
    await call(motet, "DELETE", addressOf("welcome"));
    for (const title of ["Ada", "Bea", "Cleo"])
      await call(motet, "POST", "/api/documents", { id: title, title });
    await call(motet, "PATCH", addressOf("Ada"), { title: "Ada Lovelace" });

    const first = await call(motet, "GET", "/api/documents?limit=2");
    expect(ids(first)).toEqual(["Ada", "Cleo"]);
    const second = await call(motet, "GET", `/api/documents?limit=2&cursor=${first.body.nextCursor}`);
    expect(ids(second)).toEqual(["Bea"]);
    expect(second.body.nextCursor).toBeNull();
    expect(ids(await call(motet, "GET", "/api/documents?query=LOVE"))).toEqual(["Ada"]);
    expect(ids(await call(motet, "GET", "/api/documents?query=&cursor="))).toHaveLength(3);
  });

  test("refuses a cursor of somebody else's and a limit out of bounds", async () => {
    const motet = await running();
    expect(await call(motet, "GET", "/api/documents?cursor=x")).toMatchObject(problem(400, "bad-cursor"));
    for (const limit of ["0", "201", "many"]) {
      expect(await call(motet, "GET", `/api/documents?limit=${limit}`)).toMatchObject(
        problem(400, "invalid-request"),
      );
    }
  });
});

describe("content", () => {
  test("can be had as Yjs, Markdown, HTML, text and JSON", async () => {
    const motet = await running();
    await call(motet, "POST", "/api/documents", { id: "a", title: "T", markdown: "one\n\ntwo" });
    const yjs = await call(motet, "GET", `${addressOf("a")}/content?format=yjs`);
    expect(yjs.type).toBe("application/octet-stream");
    const ydoc = new Y.Doc();
    Y.applyUpdate(ydoc, yjs.raw);
    expect(ydoc.getText("body").toJSON()).toContain("two");
    const text = await call(motet, "GET", `${addressOf("a")}/content?format=text`);
    expect(text).toMatchObject({
      type: "text/plain; charset=utf-8",
      body: expect.stringMatching(/one\s+two/),
    });
    const json = await call(motet, "GET", `${addressOf("a")}/content?format=json`);
    expect(json.type).toBe("application/json; charset=utf-8");
    expect(JSON.stringify(json.body)).toContain("two");
    const markdown = await call(motet, "GET", `${addressOf("a")}/content?format=markdown`);
    expect(markdown).toMatchObject({ type: "text/markdown; charset=utf-8", body: "# T\n\none\n\ntwo\n" });
    const html = await call(motet, "GET", `${addressOf("a")}/content?format=html`);
    expect(html.type).toBe("text/html; charset=utf-8");
    expect(html.body).toContain("<p>two</p>");
    expect(html.headers["content-security-policy"]).toContain("sandbox");
  });

  test("in a format that there is not lists those that there are", async () => {
    const motet = await running();
    await call(motet, "POST", "/api/documents", { id: "a" });
    for (const query of ["", "?format=", "?format=docx", "?format=__proto__", "?format=yjs&format=text"]) {
      const answer = await call(motet, "GET", `${addressOf("a")}/content${query}`);
      expect(answer.status, query).toBe(400);
    }
    const answer = await call(motet, "GET", `${addressOf("a")}/content?format=docx`);
    expect(answer).toMatchObject(problem(400, "unsupported-format"));
    expect(answer.body.detail).toContain("markdown, html, text, json, yjs");
  });

  test("cannot be replaced yet, and says so", async () => {
    const motet = await running();
    await call(motet, "POST", "/api/documents", { id: "a" });
    expect(await call(motet, "PUT", `${addressOf("a")}/content`, {})).toMatchObject(
      problem(501, "not-implemented"),
    );
  });
});

describe("the document welcome", () => {
  test("is there in a new store, and does not come back when somebody has deleted it", async () => {
    const directory = await temporaryDirectory();
    const first = await running({ directory });
    expect((await call(first, "GET", addressOf("welcome"))).status).toBe(200);
    expect(
      (await call(first, "GET", `${addressOf("welcome")}/content?format=text`)).body.length,
    ).toBeGreaterThan(200);
    await call(first, "DELETE", addressOf("welcome"));
    await first.close();
    const second = await running({ directory });
    expect((await call(second, "GET", addressOf("welcome"))).status).toBe(404);
    await second.close();
    const third = await running({ directory });
    expect(ids(await call(third, "GET", "/api/documents?trashed=true"))).toEqual(["welcome"]);
  });
});
