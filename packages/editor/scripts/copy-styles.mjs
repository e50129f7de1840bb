import { copyFile, mkdir } from "node:fs/promises";

/** The stylesheet is written by hand and needs no build step: it goes beside the built modules as it is. */
const from = new URL("../src/styles.css", import.meta.url);
const to = new URL("../dist/styles.css", import.meta.url);
await mkdir(new URL("../dist/", import.meta.url), { recursive: true });
await copyFile(from, to);
