import { readFile } from "node:fs/promises";
import { brotliDecompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { PROBLEMS } from "../src/http/problems.js";
import { listening, miniatureApp, running } from "./running.js";

const LOCAL = { host: "localhost" };

describe("pages", () => {
  test("the addresses of the app answer with its page, which is not cached", async () => {
    const { app } = await running({ indexFile: await miniatureApp() });
    for (const url of ["/", "/?view=trash", "/d/plan", "/d/a/b", "/d/a%2Fb", "/d/%C3%A4", "/split/welcome"]) {
      const answer = await app.inject({ url, headers: LOCAL });
      expect([answer.statusCode, answer.headers["cache-control"]], url).toEqual([200, "no-cache"]);
      expect(answer.headers["content-type"]).toBe("text/html; charset=utf-8");
      expect(answer.body).toContain("<title>Motet</title>");
    }
  });

  test("files with a hash in their name are kept for good, others are asked for again", async () => {
    const { app } = await running({ indexFile: await miniatureApp() });
    const hashed = await app.inject({ url: "/assets/main-1a2b3c.js", headers: LOCAL });
    expect([hashed.statusCode, hashed.headers["cache-control"]]).toEqual([
      200,
      "public, max-age=31536000, immutable",
    ]);
    const theme = await app.inject({ url: "/theme.js", headers: LOCAL });
    expect([theme.statusCode, theme.headers["cache-control"]]).toEqual([200, "no-cache"]);
    expect(theme.headers["content-type"]).toMatch(/javascript/);
  });

  test("a browser is sent the smaller file that the build has put beside one, and can keep both apart", async () => {
    const { app } = await running({ indexFile: await miniatureApp() });
    const url = "/assets/main-1a2b3c.js";
    const small = await app.inject({ url, headers: { ...LOCAL, "accept-encoding": "gzip, br" } });
    expect(small.headers).toMatchObject({ "content-encoding": "br", vary: "accept-encoding" });
    expect(small.headers["content-type"]).toMatch(/javascript/);
    expect(brotliDecompressSync(small.rawPayload).toString()).toBe("// main");
    // No `.gz` is there.
    const plain = await app.inject({ url, headers: { ...LOCAL, "accept-encoding": "gzip" } });
    expect([plain.headers["content-encoding"], plain.body]).toEqual([undefined, "// main"]);
    const compressed = await app.inject({ url: `${url}.br`, headers: LOCAL });
    expect(compressed.statusCode).toBe(404);
  });

  test("the pages of a document and of all of them say beforehand what they will load, others do not", async () => {
    const { app } = await running({ indexFile: await miniatureApp() });
    const linkOf = async (url: string) => (await app.inject({ url, headers: LOCAL })).headers.link;
    expect(await linkOf("/d/plan")).toBe(
      "</assets/page-4d5e6f.js>; rel=modulepreload, </assets/text-7a8b9c.js>; rel=modulepreload, </assets/page-0d1e2f.css>; rel=preload; as=style; crossorigin",
    );
    expect(await linkOf("/")).toBe("</assets/list-3e4f5a.js>; rel=modulepreload");
    expect([await linkOf("/split/plan"), await linkOf("/nowhere")]).toEqual([undefined, undefined]);
  });

  test("an unknown page is the app's page with 404; what is no page is a problem", async () => {
    const { app } = await running({ indexFile: await miniatureApp() });
    const unknown = [
      "/nowhere",
      "/d",
      "/assets/gone.js",
      "/.vite/manifest.json",
      "/assets/main-1a2b3c.js.map",
      "/../package.json",
      "/..%2f..%2fpackage.json",
    ];
    for (const url of unknown) {
      const answer = await app.inject({ url, headers: LOCAL });
      expect([answer.statusCode, answer.body], url).toEqual([404, "<!doctype html><title>Motet</title>"]);
    }
    for (const url of ["/api", "/api/nowhere", "/api/documents/a/b/c", "/sync"]) {
      const answer = await app.inject({ url, headers: LOCAL });
      expect([answer.statusCode, answer.headers["content-type"]], url).toEqual([
        404,
        "application/problem+json; charset=utf-8",
      ]);
      expect(answer.json().code).toBe("not-found");
    }
    expect((await app.inject({ method: "POST", url: "/nowhere", headers: LOCAL })).json().code).toBe(
      "not-found",
    );
  });

  test("an address that no document can have is the app's page with 400; a program is told in JSON", async () => {
    const { app } = await running({ indexFile: await miniatureApp() });
    for (const url of ["/d/100%", "/d/a%00b", "/split/%ff", `/d/${"x".repeat(256)}`]) {
      const answer = await app.inject({ url, headers: LOCAL });
      expect([answer.statusCode, answer.body], url).toEqual([400, "<!doctype html><title>Motet</title>"]);
    }
    const answer = await app.inject({ url: "/api/documents/100%", headers: LOCAL });
    expect([answer.statusCode, answer.headers["content-type"]]).toEqual([
      400,
      "application/problem+json; charset=utf-8",
    ]);
  });

  test("a server without the app's build still serves documents", async () => {
    const { app } = await running({ indexFile: null });
    expect((await app.inject({ url: "/", headers: LOCAL })).statusCode).toBe(404);
    expect((await app.inject({ url: "/api/documents", headers: LOCAL })).statusCode).toBe(200);
  });
});

describe("every answer", () => {
  test("carries the headers that keep a browser from being misled", async () => {
    const { app } = await running({ indexFile: await miniatureApp() });
    for (const url of ["/", "/theme.js", "/nowhere", "/api/nowhere", "/api/documents"]) {
      const { headers } = await app.inject({ url, headers: LOCAL });
      expect(headers["x-content-type-options"], url).toBe("nosniff");
      expect(headers["content-security-policy"]).toContain("script-src 'self';");
      expect(headers["content-security-policy"]).toContain("frame-ancestors 'self'");
      expect(headers["referrer-policy"]).toBe("same-origin");
    }
  });
});

describe("who is asking", () => {
  test("on loopback only our own names are answered", async () => {
    const { app } = await running({ config: { publicUrl: "https://docs.example.com" } });
    const good = [
      "localhost",
      "localhost:3000",
      "127.0.0.1:3000",
      "[::1]:3000",
      "LOCALHOST",
      "docs.example.com",
    ];
    for (const host of good)
      expect((await app.inject({ url: "/healthz", headers: { host } })).statusCode, host).toBe(200);
    for (const host of [
      "evil.example",
      "127.0.0.1.evil.example",
      "localhost.evil.example:3000",
      "127.0.0.1@evil.example",
      "a b",
    ]) {
      const answer = await app.inject({ url: "/healthz", headers: { host } });
      expect([answer.statusCode, answer.json().code], host).toEqual([403, "host-not-allowed"]);
    }
  });

  test("pages of other origins change nothing", async () => {
    const { app } = await running({ config: { allowedOrigins: ["https://friend.example"] } });
    const ask = (origin: string, method: "POST" | "PATCH" | "DELETE" | "PUT") =>
      app.inject({ method, url: "/api/documents", headers: { host: "localhost:3000", origin } });
    for (const method of ["POST", "PATCH", "DELETE", "PUT"] as const) {
      expect((await ask("https://evil.example", method)).json().code).toBe("origin-not-allowed");
      expect((await ask("null", method)).json().code).toBe("origin-not-allowed");
    }
    expect((await ask("http://localhost:3000", "POST")).statusCode).toBe(201);
    expect((await ask("https://friend.example", "POST")).statusCode).toBe(201);
  });

  test("what the form of another site can send is not understood", async () => {
    const { app } = await running();
    for (const type of [
      "text/plain",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
    ]) {
      const answer = await app.inject({
        method: "POST",
        url: "/api/documents",
        headers: { ...LOCAL, "content-type": type },
        payload: "{}",
      });
      expect([answer.statusCode, answer.json().code], type).toEqual([415, "unsupported-media-type"]);
    }
  });
});

describe("bad input", () => {
  test("broken JSON, a body that is too large and an address that cannot be decoded are problems without a stack", async () => {
    const { app } = await running();
    const json = { ...LOCAL, "content-type": "application/json" };
    const broken = await app.inject({
      method: "POST",
      url: "/api/documents",
      headers: json,
      payload: '{"title":',
    });
    expect([broken.statusCode, broken.json().code]).toEqual([400, "invalid-request"]);
    const poisoned = await app.inject({
      method: "POST",
      url: "/api/documents",
      headers: json,
      payload: '{"__proto__":{"x":1}}',
    });
    expect([poisoned.statusCode, poisoned.json().code]).toEqual([400, "invalid-request"]);
    const large = await app.inject({
      method: "POST",
      url: "/api/documents",
      headers: json,
      payload: `{"markdown":"${"x".repeat(9 * 1024 * 1024)}"}`,
    });
    expect([large.statusCode, large.json().code]).toEqual([413, "too-large"]);
    const address = await app.inject({ url: "/d/%zz", headers: LOCAL });
    expect([address.statusCode, address.json().code]).toEqual([400, "invalid-request"]);
    for (const answer of [broken, poisoned, large, address])
      expect(answer.body).not.toMatch(/\bat .*:\d+:\d+/);
  });
});

describe("what operators ask", () => {
  test("healthz and readyz", async () => {
    const { host } = await listening();
    expect(await (await fetch(`http://${host}/healthz`)).json()).toEqual({ status: "ok" });
    expect(await (await fetch(`http://${host}/readyz`)).json()).toEqual({ status: "ready" });
  });
});

describe("metrics", () => {
  test("tell what the engine does, in the text format of Prometheus", async () => {
    const { motet, host } = await listening();
    await motet.app.inject({
      method: "POST",
      url: "/api/documents",
      headers: LOCAL,
      payload: { markdown: "Hello" },
    });
    const metrics = await (await fetch(`http://${host}/metrics`)).text();
    for (const line of metrics.split("\n").filter((text) => text !== ""))
      expect(line).toMatch(/^(# (HELP|TYPE) [a-z_0-9]+ .+|[a-z_0-9]+(\{.*\})? -?(\d[0-9.e+-]*|Nan))$/i);
    expect(metrics).toMatch(/^motet_sessions 0$/m);
    expect(metrics).toMatch(/^motet_cannot_save 0$/m);
    expect(metrics).toMatch(/^motet_commit_seconds_count [1-9]\d*$/m);
    expect(metrics).toMatch(/^process_resident_memory_bytes \d+$/m);
    expect(metrics).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
  });

  test("are read by this machine only, unless they are public", async () => {
    const [local, open] = [await running(), await running({ config: { metricsArePublic: true } })];
    const elsewhere = { url: "/metrics", headers: LOCAL, remoteAddress: "10.0.0.9" };
    const throughProxy = { url: "/metrics", headers: { ...LOCAL, "x-forwarded-for": "10.0.0.9" } };
    for (const request of [elsewhere, throughProxy]) {
      expect((await local.app.inject(request)).statusCode).toBe(404);
      expect((await open.app.inject(request)).statusCode).toBe(200);
    }
    expect((await local.app.inject({ url: "/metrics", headers: LOCAL })).statusCode).toBe(200);
  });
});

test("the README lists exactly the codes that there are, each with its status", async () => {
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  const listed = [...readme.matchAll(/^\| `([a-z-]+)` +\| (\d{3}) +\|/gm)].map(([, code, status]) => [
    code,
    Number(status),
  ]);
  const known = Object.entries(PROBLEMS).map(([code, { status }]) => [code, status]);
  expect(new Map(listed as [string, number][])).toEqual(new Map(known as [string, number][]));
});
