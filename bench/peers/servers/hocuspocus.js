// Hocuspocus with its defaults, its documents in files: PORT, DATA_DIR.
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Server } from "@hocuspocus/server";
import * as Y from "yjs";

const directory = process.env.DATA_DIR;
const fileOf = (name) => join(directory, encodeURIComponent(name));

const server = new Server({
  port: Number(process.env.PORT),
  address: "127.0.0.1",
  quiet: true,
  async onLoadDocument({ documentName, document }) {
    const state = await readFile(fileOf(documentName)).catch(() => null);
    if (state) Y.applyUpdate(document, state);
  },
  async onStoreDocument({ documentName, document }) {
    const file = fileOf(documentName);
    await writeFile(`${file}.new`, Y.encodeStateAsUpdate(document));
    await rename(`${file}.new`, file);
  },
});
await server.listen();
console.log("ready");
