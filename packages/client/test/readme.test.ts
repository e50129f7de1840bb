import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, test, vi } from "vitest";
import { startLiveServer } from "./live-server.js";

test("the README's example runs: a drawing, saved on the server's disk", async () => {
  const server = await startLiveServer();
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  try {
    const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
    const example = /```js\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
    const directory = fileURLToPath(new URL("../test-results/", import.meta.url));
    const file = `${directory}readme-example.mjs`;
    await mkdir(directory, { recursive: true });
    await writeFile(
      file,
      example
        .replace("ws://127.0.0.1:3000", server.url)
        .replace(
          '"@motet/client"',
          JSON.stringify(fileURLToPath(new URL("../src/index.ts", import.meta.url))),
        ),
    );
    await import(/* @vite-ignore */ pathToFileURL(file).href);
    expect(log).toHaveBeenCalledWith("1 stroke on the server's disk");
    expect(log).toHaveBeenCalledWith("saved", 0);
    expect(log).toHaveBeenCalledWith("saving", 1);
    expect(server.model.disk.getArray("strokes").toJSON()).toEqual([
      {
        color: "#1f1d1a",
        points: [
          [0, 0],
          [120, 80],
        ],
      },
    ]);
  } finally {
    log.mockRestore();
    await server.kill();
  }
});
