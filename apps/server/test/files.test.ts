import { request } from "node:http";
import type { Decision, Role } from "@motet/server";
import { MemoryFileStore } from "@motet/server/testing";
import { fastify } from "fastify";
import { describe, expect, onTestFinished, test } from "vitest";
import { DEFAULTS, Images } from "../src/files/images.js";
import { readImageHeader } from "../src/files/read-image-header.js";
import { UploadRate } from "../src/files/upload-rate.js";
import { fileRoutes } from "../src/http/file-routes.js";
import { problemAnswers } from "../src/http/problem-answers.js";
import type { Motet } from "../src/index.js";
import { PICTURES } from "./pictures.js";
import { listening, running } from "./running.js";

const send = async (motet: Motet, payload: Buffer | string, more: { id?: string; type?: string } = {}) => {
  const { id = "plan", type = "application/octet-stream" } = more;
  const answer = await motet.app.inject({
    method: "POST",
    url: `/api/documents/${encodeURIComponent(id)}/files`,
    headers: { host: "localhost", "content-type": type },
    payload,
  });
  return { status: answer.statusCode, body: answer.json() };
};

const get = (motet: Motet, url: string, headers: Record<string, string> = {}) =>
  motet.app.inject({ url, headers: { host: "localhost", ...headers } });

describe("the header of a picture", () => {
  test.each(["png", "jpg", "gif", "webp"] as const)(
    "%s: kind and size, and nothing where it is cut off",
    (kind) => {
      const bytes = PICTURES[kind](640, 480);
      expect(readImageHeader(bytes)).toEqual({ extension: kind, width: 640, height: 480 });
      for (let length = 0; length < bytes.length; length += 1) {
        expect(readImageHeader(bytes.subarray(0, length)), `${kind}, ${length} bytes`).toBeNull();
      }
    },
  );

  test("no other kind, and none without a size, is a picture", () => {
    for (const text of [
      "",
      "<svg xmlns='http://www.w3.org/2000/svg'/>",
      "<html>",
      "BM",
      "%PDF-1.7",
      "RIFF\0\0\0\0WAVE",
    ])
      expect(readImageHeader(Buffer.from(text)), text).toBeNull();
    expect(readImageHeader(PICTURES.png(0, 5))).toBeNull();
    expect(readImageHeader(Buffer.from(`\xff\xd8\xff${"\xff".repeat(5_000)}`, "latin1"))).toBeNull();
    expect(readImageHeader(Buffer.from("\xff\xd8\xff\xe0\0\0\xff\xc0", "latin1"))).toBeNull();
  });
});

describe("pictures of a document", () => {
  test("are kept under what their bytes say they are, and given back as that", async () => {
    const motet = await running();
    const bytes = PICTURES.png(640, 480);
    const kept = await send(motet, bytes, { type: "image/svg+xml" });
    expect(kept).toMatchObject({
      status: 201,
      body: {
        url: expect.stringMatching(/^\/files\/plan\/[0-9a-f]{64}\.png$/),
        type: "image/png",
        width: 640,
        height: 480,
        bytes: bytes.length,
      },
    });
    const answer = await get(motet, kept.body.url);
    expect(answer.rawPayload).toEqual(bytes);
    expect(answer.headers).toMatchObject({
      "content-type": "image/png",
      "content-length": String(bytes.length),
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
      "cache-control": "private, max-age=31536000, immutable",
    });
    const known = await get(motet, kept.body.url, { "if-none-match": String(answer.headers.etag) });
    expect([known.statusCode, known.body]).toEqual([304, ""]);
  });

  test("belong to one document, whatever its id, and are out of reach while it is in the trash", async () => {
    const motet = await running();
    for (const id of ["a/b", "../x", "__proto__", "ä ?#%"]) {
      const { body } = await send(motet, PICTURES.gif(1, 1), { id });
      expect((await get(motet, body.url)).statusCode, id).toBe(200);
      expect((await get(motet, body.url.replace(/^\/files\/[^/]+/, "/files/other"))).statusCode).toBe(404);
    }
    const headers = { host: "localhost" };
    await motet.app.inject({ method: "POST", url: "/api/documents", headers, payload: { id: "plan" } });
    const { body } = await send(motet, PICTURES.gif(1, 1));
    await motet.app.inject({ method: "DELETE", url: "/api/documents/plan", headers });
    expect((await get(motet, body.url)).json()).toMatchObject({ code: "document-not-found" });
    expect((await send(motet, PICTURES.gif(1, 1))).body).toMatchObject({ code: "document-not-found" });
  });

  test.each<[string, Buffer | string, { type?: string }, number, string]>([
    [
      "SVG",
      "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
      { type: "image/svg+xml" },
      415,
      "not-an-image",
    ],
    ["HTML that calls itself a PNG", "<script>alert(1)</script>", { type: "image/png" }, 415, "not-an-image"],
    ["nothing at all", "", {}, 415, "not-an-image"],
    ["100 megapixels", PICTURES.png(10_000, 10_000), {}, 422, "too-many-pixels"],
    ["4 billion by 4 billion", PICTURES.png(0xffffffff, 0xffffffff), {}, 422, "too-many-pixels"],
    [
      "more than 10 MB",
      Buffer.concat([PICTURES.png(1, 1), Buffer.alloc(10_000_001)]),
      {},
      413,
      "image-too-large",
    ],
    ["a form", "a=b", { type: "multipart/form-data; boundary=x" }, 415, "unsupported-media-type"],
    ["text", "a=b", { type: "text/plain" }, 415, "unsupported-media-type"],
  ])("%s is refused", async (_name, payload, more, status, code) => {
    const motet = await running();
    expect(await send(motet, payload, more)).toMatchObject({ status, body: { code } });
  });

  test("names that no picture has are not found", async () => {
    const motet = await running();
    const { body } = await send(motet, PICTURES.png(1, 1));
    for (const url of [
      `${body.url}x`,
      body.url.replace(".png", ".gif"),
      "/files/plan/..%2f..%2fleveldb%2fCURRENT",
      "/files/plan/%00",
    ])
      expect((await get(motet, url)).statusCode, url).toBe(404);
  });

  test("a page of another origin cannot add any", async () => {
    const motet = await running();
    const answer = await motet.app.inject({
      method: "POST",
      url: "/api/documents/plan/files",
      headers: { host: "localhost", origin: "https://evil.example", "content-type": "image/png" },
      payload: PICTURES.png(1, 1),
    });
    expect(answer.json()).toMatchObject({ code: "origin-not-allowed" });
  });

  test("one that does not say how long it is gets its answer as soon as it is too long", async () => {
    const { host } = await listening();
    const answer = await new Promise<{ code: string }>((resolve, reject) => {
      const call = request(`http://${host}/api/documents/plan/files`, {
        method: "POST",
        headers: { "content-type": "image/png" },
      });
      call.on("error", reject);
      call.on("response", async (response) => {
        resolve(JSON.parse(Buffer.concat(await response.toArray()).toString()));
        call.destroy();
      });
      call.write(PICTURES.png(1, 1));
      // Never ended: only what came in decides.
      call.write(Buffer.alloc(10_000_001));
    });
    expect(answer).toMatchObject({ code: "image-too-large" });
  });
});

describe("who may do what with the pictures of a document", () => {
  const withRight = async (decide: () => Promise<Decision>, burstBytes = 1_000_000) => {
    const app = fastify();
    problemAnswers(app);
    fileRoutes(app, {
      images: new Images(new MemoryFileStore(), { ...DEFAULTS, maxFilesPerDocument: 2 }),
      rate: new UploadRate({ bytesPerSecond: 1, burstBytes, now: () => 0 }),
      documents: { isInTrash: async () => false },
      authorize: decide,
    });
    onTestFinished(() => app.close());
    return { app, close: () => app.close() } as Motet;
  };
  const as = (role: Role) => async (): Promise<Decision> => ({
    kind: "granted",
    access: { role, userId: null, expiresAt: null },
  });

  test("who may only read sees them and cannot add any", async () => {
    let role: Role = "editor";
    const motet = await withRight(() => as(role)());
    const { body } = await send(motet, PICTURES.png(1, 1));
    for (role of ["viewer", "commenter"] as const) {
      expect((await get(motet, body.url)).statusCode).toBe(200);
      expect(await send(motet, PICTURES.png(2, 2))).toMatchObject({
        status: 403,
        body: { code: "forbidden" },
      });
    }
  });

  test.each<[() => Promise<Decision>, number]>([
    [async () => ({ kind: "unauthenticated" }), 401],
    [async () => ({ kind: "not-found" }), 404],
    [() => Promise.reject(new Error("the directory is away")), 503],
  ])("nobody else gets anything: %#", async (decide, status) => {
    const motet = await withRight(decide);
    expect((await send(motet, PICTURES.png(1, 1))).status).toBe(status);
    expect((await get(motet, `/files/plan/${"0a".repeat(32)}.png`)).statusCode).toBe(status);
  });

  test("a document holds so many, and an address sends so much", async () => {
    const full = await withRight(as("owner"));
    const sizes = [1, 2, 3];
    const codes = [];
    for (const size of sizes) codes.push((await send(full, PICTURES.png(size, size))).body.code);
    expect(codes).toEqual([undefined, undefined, "document-full"]);
    const slow = await withRight(as("owner"), 1);
    expect((await send(slow, PICTURES.png(1, 1))).status).toBe(201);
    expect((await send(slow, PICTURES.png(1, 1))).body.code).toBe("too-many-uploads");
  });
});

test("an address that owes waits, others do not, and it recovers", () => {
  let now = 0;
  const rate = new UploadRate({ bytesPerSecond: 1_000_000, burstBytes: 3_000_000, now: () => now });
  expect([rate.tryTake("a", 2_000_000), rate.tryTake("a", 2_000_000), rate.tryTake("a", 1)]).toEqual([
    true,
    true,
    false,
  ]);
  expect(rate.tryTake("b", 1)).toBe(true);
  now = 1_000;
  expect(rate.tryTake("a", 1)).toBe(true);
});
