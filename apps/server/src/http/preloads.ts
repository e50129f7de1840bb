import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** What Vite's manifest says of a script, as far as it is needed here. */
interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

const MANIFEST = join(".vite", "manifest.json");

/** The scripts of the app's pages, as the manifest calls them. */
const PAGE_SCRIPTS = {
  document: "src/document/DocumentPage.tsx",
  documents: "src/documents/DocumentsPage.tsx",
} as const;

export type PageName = keyof typeof PAGE_SCRIPTS;

/**
 * A `Link` header (RFC 8288) with what a page loads beside the scripts that `index.html` names: browsers fetch it while they still run
 * those, instead of after. Null where the app was built without a manifest.
 */
export async function readPreloads(folder: string, page: PageName): Promise<string | null> {
  let manifest: Readonly<Record<string, Chunk>>;
  try {
    manifest = JSON.parse(await readFile(join(folder, MANIFEST), "utf8"));
  } catch {
    return null;
  }
  const entries = Object.keys(manifest).filter((name) => manifest[name]?.isEntry === true);
  const known = chunksOf(manifest, entries);
  const chunks = [...chunksOf(manifest, [PAGE_SCRIPTS[page]])].filter((chunk) => !known.has(chunk));
  const links = [
    ...chunks.map(({ file }) => `</${file}>; rel=modulepreload`),
    ...chunks.flatMap(({ css = [] }) => css).map((file) => `</${file}>; rel=preload; as=style; crossorigin`),
  ];
  return links.length === 0 ? null : links.join(", ");
}

/** Those of that name and all that they import statically. */
function chunksOf(manifest: Readonly<Record<string, Chunk>>, names: readonly string[]): Set<Chunk> {
  const found = new Set<Chunk>();
  const visit = (name: string): void => {
    const chunk = manifest[name];
    if (chunk === undefined || found.has(chunk)) return;
    found.add(chunk);
    chunk.imports?.forEach(visit);
  };
  names.forEach(visit);
  return found;
}
