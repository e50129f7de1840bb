import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromiumLaunchOptions, type OpenOptions, type Person, Stage } from "@motet/playwright";
import { type Browser, type BrowserContext, chromium } from "@playwright/test";

/** One browser's folder on the disk, which outlives the browser. */
export interface Profile {
  /** Starts the browser and opens a document in it. */
  open(options?: OpenOptions): Promise<Person>;
  /** Ends the browser as a power cut does: nothing in it gets another turn. */
  crash(): Promise<void>;
  dispose(): Promise<void>;
}

export async function createProfile(url: string, documentId: string): Promise<Profile> {
  const directory = await mkdtemp(join(tmpdir(), "motet-profile-"));
  let running: BrowserContext | null = null;
  // A stage asks its browser for contexts, and for nothing else.
  const browser = {
    newContext: async (options: Parameters<Browser["newContext"]>[0]) => {
      running = await chromium.launchPersistentContext(directory, { ...options, ...chromiumLaunchOptions() });
      return running;
    },
  } as unknown as Browser;
  return {
    async open(options = {}) {
      const [person] = await new Stage({ browser, url, documentId }).open(1, { names: ["Ada"], ...options });
      return person as Person;
    },
    async crash() {
      const context = running;
      if (context === null) return;
      running = null;
      const page = context.pages()[0] ?? (await context.newPage());
      const session = await context.newCDPSession(page);
      const closed = new Promise((resolve) => context.once("close", resolve));
      session.send("Browser.crash").catch(() => {});
      await closed;
    },
    async dispose() {
      await running?.close();
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
