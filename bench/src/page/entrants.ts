import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { build } from "vite";
import type { RunningServer } from "../sync/contestants.js";

/** An editor in a page, with a document of so many paragraphs. */
export interface PageEntrant {
  readonly name: string;
  /** Keeps a new document, and says where pages find it. */
  store(texts: readonly string[], openPage: (url: string) => Promise<Page>): Promise<string>;
  /** Brings what was typed in one page to another; `null`: it gets there by itself, or nobody else is there. */
  readonly carry: ((from: Page, to: Page) => Promise<void>) | null;
  readonly isAlone: boolean;
}

const PAGES = fileURLToPath(new URL("../../peers/pages/", import.meta.url));
const PEERS: Readonly<Record<string, string>> = {
  "Lexical alone": "lexical",
  "@lexical/yjs V1": "lexical-yjs-v1",
  "@lexical/yjs V2": "lexical-yjs-v2",
  Tiptap: "tiptap",
  BlockNote: "blocknote",
};

/** Served as files, without any server behind them: what a peer's network costs is not counted. */
export async function servePeers(): Promise<{ entrants: PageEntrant[]; close(): void }> {
  const scripts = new Map<string, Buffer>();
  for (const entry of Object.values(PEERS)) scripts.set(entry, await bundle(entry));
  const texts = new Map<string, string>();
  const states = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    const [, entry = "", document = "", file = ""] = (request.url ?? "").split("/");
    const send = (type: string, content: string | Buffer | undefined): void => {
      response.writeHead(content === undefined ? 404 : 200, { "content-type": type }).end(content);
    };
    if (file === "")
      send(
        "text/html",
        `<!doctype html><title>${entry}</title><body><script type="module" src="page.js"></script>`,
      );
    else if (file === "page.js") send("text/javascript", scripts.get(entry));
    else if (file === "texts.json") send("application/json", texts.get(document));
    else
      send("application/octet-stream", extname(file) === "" ? states.get(`${entry}/${document}`) : undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const entrants = Object.entries(PEERS).map(([name, entry]): PageEntrant => {
    const isAlone = entry === "lexical";
    return {
      name,
      isAlone,
      async store(paragraphs, openPage) {
        const document = String(paragraphs.length);
        texts.set(document, JSON.stringify(paragraphs));
        const url = `${origin}/${entry}/${document}/`;
        if (isAlone) return url;
        const page = await openPage(url);
        const state = await page.evaluate(() => window.bench?.state() ?? "");
        states.set(`${entry}/${document}`, Buffer.from(state, "base64"));
        await page.context().close();
        return url;
      },
      carry: isAlone
        ? null
        : async (from, to) => {
            const updates = await from.evaluate(() => window.bench?.take() ?? []);
            await to.evaluate((given) => {
              window.meter.arrived();
              for (const update of given) window.bench?.receive(update);
            }, updates);
          },
    };
  });
  return {
    entrants,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** As small as a product would ship it. */
async function bundle(entry: string): Promise<Buffer> {
  const output = await build({
    root: PAGES,
    logLevel: "error",
    configFile: false,
    define: { "process.env.NODE_ENV": JSON.stringify("production") },
    resolve: { dedupe: ["yjs", "lexical"] },
    build: {
      write: false,
      target: "esnext",
      lib: { entry: `${entry}.js`, formats: ["es"], fileName: entry },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const [first] = Array.isArray(output) ? output : [output];
  if (first === undefined || !("output" in first)) throw new Error(`${entry} was not built`);
  const chunk = first.output.find((file) => file.type === "chunk");
  if (chunk?.type !== "chunk") throw new Error(`${entry} has no script`);
  return Buffer.from(chunk.code);
}

/** The whole product: its page, its server, its log. */
export function motetPage({ port }: RunningServer): PageEntrant {
  const origin = `http://127.0.0.1:${port}`;
  return {
    name: "Motet",
    isAlone: false,
    carry: null,
    async store(texts) {
      const response = await fetch(`${origin}/api/documents`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ title: "Bench", markdown: texts.join("\n\n") }),
      });
      if (!response.ok) throw new Error(`The document was refused: ${await response.text()}`);
      const { id } = (await response.json()) as { id: string };
      return `${origin}/d/${encodeURIComponent(id)}`;
    },
  };
}
