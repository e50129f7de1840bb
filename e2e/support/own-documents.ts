import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..", "..");
const SKIPPED = new Set(["node_modules", "dist", "test-results", "data"]);

/** The project's own documents, one after the other: long, real, and full of what people paste. */
export async function ownDocuments(folder = ROOT): Promise<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  const texts = entries
    .filter(({ name }) => !name.startsWith(".") && !SKIPPED.has(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return ownDocuments(path);
      return entry.name.endsWith(".md") ? readFile(path, "utf8") : Promise.resolve("");
    });
  return (await Promise.all(texts)).filter((text) => text !== "").join("\n");
}
