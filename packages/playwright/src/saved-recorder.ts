import type { Page } from "@playwright/test";

declare global {
  interface Window {
    motetSavedTexts: string[];
  }
}

/** What a page showed at each moment at which its sync status became `Saved`. */
export interface SavedRecorder {
  /** The texts of the body, oldest first. */
  texts(): Promise<string[]>;
}

/**
 * Watches from within the page, so that text and status belong to the same moment. A reload ends it. It begins with
 * what is on the page now, if that is saved.
 */
export async function recordSaved(page: Page): Promise<SavedRecorder> {
  await page.evaluate(() => {
    const status = document.querySelector('[role="status"][aria-label="Sync status"]');
    const body = document.querySelector<HTMLElement>('[role="textbox"][aria-label="Document body"]');
    if (status === null || body === null) throw new Error("There is no document on this page.");
    window.motetSavedTexts = [];
    let last = "";
    const look = () => {
      const now = status.textContent ?? "";
      if (now === "Saved" && now !== last) {
        const blocks = window.motetReader.blocks(body);
        window.motetSavedTexts.push(blocks.map(({ text }) => text).join("\n"));
      }
      last = now;
    };
    look();
    new MutationObserver(look).observe(status, { childList: true, characterData: true, subtree: true });
  });
  return { texts: () => page.evaluate(() => window.motetSavedTexts) };
}
