import { setTimeout as pause } from "node:timers/promises";
import { type MotetServer, type Person, readServerDocument } from "@motet/playwright";
import { partOf } from "./voices.js";

/** What the test kit has put into the page. */
interface ReadablePage {
  readonly motetReader: { blocks(root: Element): readonly { readonly text: string }[] };
}

/** Asks again and again whether somebody's `Saved` is true. */
export interface TruthWatch {
  /** Resolves with each `Saved` that was said of a key which the server did not have, as words. */
  end(): Promise<readonly string[]>;
}

/** What is seen on the page, its text and its status, is of one moment; the server is asked after it, and forgets nothing. */
export function watchSaved(motet: Pick<MotetServer, "url">, person: Person, voice: number): TruthWatch {
  const lies: string[] = [];
  let isOver = false;
  const watch = async (): Promise<void> => {
    while (!isOver) {
      const seen = await person.body.evaluate((root) => ({
        text: (window as unknown as ReadablePage).motetReader.blocks(root).map(({ text }) => text),
        status: document.querySelector('[role="status"][aria-label="Sync status"]')?.textContent,
      }));
      if (seen.status !== "Saved") continue;
      const shown = partOf(voice, seen.text.join("\n"));
      const stored = partOf(voice, await readKept(motet.url, person.documentId));
      if (!stored.includes(shown)) lies.push(`"${shown}" was called saved; the server has "${stored}"`);
    }
  };
  const watching = watch();
  return {
    async end() {
      isOver = true;
      await watching;
      return lies;
    },
  };
}

const ASK_AGAIN_AFTER_MS = 50;

/** The text that the server has. One that is down, or that refuses just now, is asked until it answers. */
async function readKept(url: string, documentId: string): Promise<string> {
  for (;;) {
    const kept = await readServerDocument(url, documentId).catch(() => null);
    if (kept !== null) return kept.blocks.map(({ text }) => text).join("\n");
    await pause(ASK_AGAIN_AFTER_MS);
  }
}
