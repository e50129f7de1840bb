import { existsSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { createMotetServer, type StartedServerOptions } from "../src/motet-server.js";

/** A server of three lines, which keeps what is posted to it. */
const PROGRAM = `
const { createServer } = require("node:http");
const { join } = require("node:path");
const { readFileSync, writeFileSync, existsSync } = require("node:fs");
const file = join(process.env.DATA_DIR, "kept");
const server = createServer(async (request, response) => {
  if (request.method === "POST") writeFileSync(file, Buffer.concat(await request.toArray()));
  response.end(existsSync(file) ? readFileSync(file) : "nothing");
});
server.listen(Number(process.env.PORT), "127.0.0.1", () => console.log("listening at http://127.0.0.1:" + server.address().port));
process.on("SIGTERM", () => process.exit(7));
`;

const OPTIONS: StartedServerOptions = {
  command: [process.execPath, "-e", PROGRAM],
  ready: /listening at (\S+)/,
};

async function started(options: StartedServerOptions = OPTIONS) {
  const server = await createMotetServer(options);
  onTestFinished(() => server.dispose());
  return server;
}

const ask = async (url: string, body?: string) =>
  (await fetch(url, body === undefined ? {} : { method: "POST", body })).text();

test("a server that was killed starts again at the same address with the same data", async () => {
  const server = await started();
  const { url } = server;
  expect(await ask(url, "a word")).toBe("a word");
  await server.kill();
  expect(server.isRunning).toBe(false);
  await expect(ask(url)).rejects.toThrow();
  await server.start();
  expect(server.url).toBe(url);
  expect(await ask(url)).toBe("a word");
});

test("every server has data of its own, which goes with it", async () => {
  const [one, two] = [await started(), await started()];
  await ask(one.url, "one's");
  expect(await ask(two.url)).toBe("nothing");
  const { dataDirectory } = one;
  expect(dataDirectory !== null && existsSync(dataDirectory)).toBe(true);
  await one.dispose();
  expect(dataDirectory !== null && existsSync(dataDirectory)).toBe(false);
});

test("stopping is asking: its exit code is what it says", async () => {
  const server = await started();
  expect(await server.stop()).toBe(7);
  expect(await server.stop()).toBeNull();
});

test("starting one that runs, and killing one that does not, change nothing", async () => {
  const server = await started();
  await Promise.all([server.start(), server.start()]);
  await server.kill();
  await server.kill();
  expect(server.isRunning).toBe(false);
  await Promise.all([server.start(), server.start()]);
  expect(await ask(server.url)).toBe("nothing");
});

test("one that ends before it listens, or says nothing, is an error that shows what it printed", async () => {
  await expect(
    createMotetServer({ command: [process.execPath, "-e", "console.error('no disk'); process.exit(3)"] }),
  ).rejects.toThrow(/ended with 3:\n.*no disk/s);
  await expect(
    createMotetServer({ command: [process.execPath, "-e", "setInterval(() => {}, 1000)"], patienceMs: 200 }),
  ).rejects.toThrow("did not say that it listens within 200 ms");
  await expect(createMotetServer({ command: ["no-such-program"] })).rejects.toThrow("could not be started");
});

test("one that runs already is used, and is not ours to kill", async () => {
  const server = await started();
  const used = await createMotetServer({ url: `${server.url}/some/page` });
  expect(used.url).toBe(server.url);
  await expect(used.kill()).rejects.toThrow("was running already");
  await used.dispose();
  expect(await ask(server.url)).toBe("nothing");
});
