import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import { buildServer } from "./build-server.js";
import { program, started } from "./program.js";
import { temporaryDirectory } from "./running.js";

beforeAll(buildServer, 180_000);

const TIMEOUT_MS = 30_000;

describe("a good start", () => {
  test("prints the address last, serves, and makes ./data", { timeout: TIMEOUT_MS }, async () => {
    const workingDirectory = await temporaryDirectory();
    const { host, stdout, child, exited } = await started({ workingDirectory });
    expect(stdout()).toBe(`Motet is ready: http://${host}\n`);
    expect(host).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(await (await fetch(`http://${host}/readyz`)).json()).toEqual({ status: "ready" });
    child.kill("SIGTERM");
    expect(await exited).toBe(0);
    const again = await started({
      workingDirectory,
      environment: { DATA_DIR: join(workingDirectory, "data") },
    });
    expect((await fetch(`http://${again.host}/api/documents/welcome`)).status).toBe(200);
  });

  test("reads .env in the working directory", { timeout: TIMEOUT_MS }, async () => {
    const workingDirectory = await temporaryDirectory();
    await writeFile(join(workingDirectory, ".env"), "HOST=localhost\n");
    const { host } = await started({ workingDirectory });
    expect(host).toMatch(/^localhost:/);
  });
});

describe("a stop", () => {
  test.each(["SIGTERM", "SIGINT"] as const)(
    "by %s ends with 0, soon, though clients do not answer, nor finish their requests",
    { timeout: TIMEOUT_MS },
    async (signal) => {
      const { host, child, exited } = await started({ workingDirectory: await temporaryDirectory() });
      const socket = new WebSocket(`ws://${host}/sync/plan`);
      onTestFinished(() => socket.terminate());
      await once(socket, "open");
      socket.pause();
      const keptAlive = await fetch(`http://${host}/healthz`);
      await keptAlive.text();
      const [address = "", port = ""] = host.split(":");
      const half = connect(Number(port), address);
      onTestFinished(() => void half.destroy());
      half.on("error", () => {});
      half.write(
        "POST /api/documents HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{",
      );
      // Answered after the half request has been seen.
      await (await fetch(`http://${host}/healthz`)).text();
      const began = performance.now();
      child.kill(signal);
      expect(await exited).toBe(0);
      expect(performance.now() - began).toBeLessThan(9_000);
    },
  );
});

describe("a start that cannot be", () => {
  const sentence = (text: string) => {
    expect(text.trimEnd().split("\n")).toHaveLength(1);
    expect(text).not.toMatch(/\bat .*:\d+:\d+/);
    return text;
  };

  test("because the port is in use: 1, and the port is named", { timeout: TIMEOUT_MS }, async () => {
    const other = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void other.close());
    await once(other, "listening");
    const { port } = other.address() as { port: number };
    const workingDirectory = await temporaryDirectory();
    const { exited, stderr, stdout } = program({
      flags: ["--port", `${port}`],
      environment: { LOG_LEVEL: "error" },
      workingDirectory,
    });
    expect(await exited).toBe(1);
    expect(sentence(stderr())).toContain(`Port ${port} on 127.0.0.1 is in use`);
    expect(stdout()).toBe("");
  });

  test("because DATA_DIR is held, a file or cannot be made: 1, and the directory is named", {
    timeout: TIMEOUT_MS,
  }, async () => {
    const workingDirectory = await temporaryDirectory();
    const held = join(workingDirectory, "held");
    await mkdir(held);
    await started({ workingDirectory, flags: ["--data-dir", held] });
    const file = join(workingDirectory, "file");
    await writeFile(file, "");
    const reasons = {
      [held]: "is in use by another process",
      [file]: "cannot be written to",
      "/proc/motet": "cannot be written to",
    };
    for (const [directory, reason] of Object.entries(reasons)) {
      const { exited, stderr } = program({
        flags: ["--port", "0", "--data-dir", directory],
        environment: { LOG_LEVEL: "error" },
        workingDirectory,
      });
      expect(await exited, directory).toBe(1);
      expect(sentence(stderr())).toContain(directory);
      expect(stderr()).toContain(reason);
      expect(stderr()).toContain("DATA_DIR");
    }
  });

  test("because HOST is no address of this machine: 1", { timeout: TIMEOUT_MS }, async () => {
    const { exited, stderr } = program({
      flags: ["--host", "192.0.2.1", "--auth", "open"],
      environment: { LOG_LEVEL: "error" },
      workingDirectory: await temporaryDirectory(),
    });
    expect(await exited).toBe(1);
    expect(sentence(stderr())).toContain("192.0.2.1");
  });

  test("because a setting is wrong: 2, and it is named", { timeout: TIMEOUT_MS }, async () => {
    const workingDirectory = await temporaryDirectory();
    for (const [flag, value, name] of [
      ["--port", "x", "PORT"],
      ["--auth", "token", "AUTH"],
      ["--colour", "red", "--colour"],
    ] as const) {
      const { exited, stderr } = program({ flags: [flag, value], workingDirectory });
      expect(await exited, flag).toBe(2);
      expect(sentence(stderr())).toContain(name);
    }
  });
});

test("--help goes to stdout and ends with 0", { timeout: TIMEOUT_MS }, async () => {
  const { exited, stdout } = program({ flags: ["--help"], workingDirectory: await temporaryDirectory() });
  expect(await exited).toBe(0);
  expect(stdout()).toContain("--data-dir");
});
