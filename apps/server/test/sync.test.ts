import { once } from "node:events";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { WebSocket } from "ws";
import { listening, running, temporaryDirectory } from "./running.js";
import { stockClient } from "./stock-client.js";

const rest = async (host: string, method: string, path: string, body?: object) => {
  const response = await fetch(`http://${host}${path}`, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : JSON.parse(text) };
};

const synced = (client: ReturnType<typeof stockClient>) =>
  vi.waitFor(() => expect(client.provider.synced).toBe(true), { timeout: 5_000 });

/** The status that refuses a WebSocket, or 101. */
const upgradeStatus = (url: string, headers: Record<string, string> = {}): Promise<number> => {
  const client = new WebSocket(url, { headers });
  onTestFinished(() => client.terminate());
  client.on("error", () => {});
  return new Promise((resolve) => {
    client.once("open", () => resolve(101));
    client.once("unexpected-response", (_request, response) => resolve(response.statusCode ?? 0));
  });
};

describe("documents over sync and over REST are the same documents", () => {
  test("one that was never heard of begins with the empty document and is listed once somebody writes", async () => {
    const { host } = await listening();
    const ada = stockClient(host, "a/b");
    await synced(ada);
    expect(ada.body.length).toBe(1);
    expect((await rest(host, "GET", "/api/documents/a%2Fb")).status).toBe(404);

    ada.title.insert(0, "On sync");
    await vi.waitFor(
      async () =>
        expect(await rest(host, "GET", "/api/documents?query=on%20sync")).toMatchObject({
          body: { documents: [{ id: "a/b" }] },
        }),
      { timeout: 5_000 },
    );
  });

  test("a title that is set over REST shows in open clients, and keeps what they type into it", async () => {
    const { host } = await listening();
    await rest(host, "POST", "/api/documents", { id: "plan", title: "Plan" });
    const ada = stockClient(host, "plan");
    await vi.waitFor(() => expect(ada.title.toJSON()).toBe("Plan"));
    await rest(host, "PATCH", "/api/documents/plan", { title: "Plan B" });
    await vi.waitFor(() => expect(ada.title.toJSON()).toBe("Plan B"));
    ada.title.insert(0, "The ");
    await vi.waitFor(
      async () =>
        expect(await rest(host, "GET", "/api/documents/plan")).toMatchObject({
          body: { title: "The Plan B" },
        }),
      { timeout: 5_000 },
    );
  });

  test("typing moves a document to the top of the list", async () => {
    const { host } = await listening();
    for (const id of ["one", "two"]) await rest(host, "POST", "/api/documents", { id });
    const ada = stockClient(host, "one");
    await synced(ada);
    ada.body.insert(1, "edited");
    await vi.waitFor(
      async () => expect((await rest(host, "GET", "/api/documents")).body.documents[0].id).toBe("one"),
      { timeout: 5_000 },
    );
  });

  test("moving to the trash closes the sessions with 4404 and refuses new ones; restoring lets them in to everything", async () => {
    const { host } = await listening();
    await rest(host, "POST", "/api/documents", { id: "plan" });
    const ada = stockClient(host, "plan");
    await synced(ada);
    ada.body.insert(1, "kept");
    const closed = new Promise<number>((resolve) => {
      ada.provider.on("connection-close", (event) => resolve((event as { code: number }).code));
    });
    expect((await rest(host, "DELETE", "/api/documents/plan")).status).toBe(204);
    expect(await closed).toBe(4404);
    ada.provider.disconnect();
    expect(await upgradeStatus(`ws://${host}/sync/plan`)).toBe(404);

    expect((await rest(host, "POST", "/api/documents/plan/restore")).status).toBe(200);
    const bea = stockClient(host, "plan");
    await vi.waitFor(() => expect(bea.body.toJSON()).toContain("kept"));
  });
});

describe("WebSockets are guarded like everything else", () => {
  test("by host name, origin and address", async () => {
    const { host } = await listening();
    expect(await upgradeStatus(`ws://${host}/sync/plan`, { host: "evil.example" })).toBe(403);
    expect(await upgradeStatus(`ws://${host}/sync/plan`, { origin: "https://evil.example" })).toBe(403);
    expect(await upgradeStatus(`ws://${host}/sync/plan`, { origin: `http://${host}` })).toBe(101);
    expect(await upgradeStatus(`ws://${host}/sync/%00`)).toBe(400);
    expect(await upgradeStatus(`ws://${host}/sync/%zz`)).toBe(400);
    for (const path of ["/", "/api/documents", "/healthz", "/nowhere", "/sync"]) {
      expect(await upgradeStatus(`ws://${host}${path}`), path).toBe(404);
    }
  });
});

describe("the list", () => {
  test("catches up at the start with what a crash kept from it", async () => {
    const directory = await temporaryDirectory();
    const { motet, host } = await listening({ directory });
    const ada = stockClient(host, "plan");
    await synced(ada);
    ada.title.insert(0, "Before the crash");
    await vi.waitFor(async () => expect((await rest(host, "GET", "/api/documents/plan")).status).toBe(200), {
      timeout: 5_000,
    });
    await motet.close();

    // What a crash between writing and listing leaves: the document, its mark, and no record.
    const { openLevelStore } = await import("@motet/store-level");
    const store = await openLevelStore({ directory: `${directory}/leveldb` });
    await store.catalog.remove("plan");
    await store.marks.add(["catalog-stale/plan"]);
    await store.close();

    const { app } = await running({ directory });
    const answer = await app.inject({ url: "/api/documents?query=before", headers: { host: "localhost" } });
    expect(answer.json().documents).toMatchObject([{ id: "plan", title: "Before the crash" }]);
  });
});

describe("a stop", () => {
  test("closes the sessions with 1001, and what they had written is there after the next start", async () => {
    const directory = await temporaryDirectory();
    const { motet, host } = await listening({ directory });
    const socket = new WebSocket(`ws://${host}/sync/plan`);
    onTestFinished(() => socket.terminate());
    await once(socket, "open");
    const ada = stockClient(host, "plan");
    await synced(ada);
    ada.body.insert(1, "the last words");
    await vi.waitFor(
      async () => {
        const text = await fetch(`http://${host}/api/documents/plan/content?format=text`);
        expect(await text.text()).toBe("the last words");
      },
      { timeout: 5_000 },
    );
    const closed = once(socket, "close");
    await motet.close();
    expect((await closed)[0]).toBe(1001);

    const { app } = await running({ directory });
    const text = await app.inject({
      url: "/api/documents/plan/content?format=text",
      headers: { host: "localhost" },
    });
    expect(text.body).toBe("the last words");
  });
});

test("a hidden page in which nothing happens is closed with 4408 after the time that is set", async () => {
  const { host } = await listening({ config: { idleTimeoutMs: 50 } });
  const ada = stockClient(host, "plan");
  const codes: number[] = [];
  ada.provider.on("connection-close", (event) => codes.push(event?.code ?? 0));
  await synced(ada);
  expect(codes).toEqual([]);
  ada.provider.awareness.setLocalStateField("away", true);
  await vi.waitFor(() => expect(codes[0]).toBe(4408), { timeout: 5_000 });
});
