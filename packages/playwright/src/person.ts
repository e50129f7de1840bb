import { type BrowserContext, expect, type Locator, type Page } from "@playwright/test";
import type { NetworkSwitch } from "./network-switch.js";
import { recordSaved, type SavedRecorder } from "./saved-recorder.js";
import { type Box, mergeRuns, type Place, type SeenBlock, type SeenCaret } from "./seen-block.js";

export const PERSON_DEFAULTS = {
  /** Between two keys: what a page needs to keep up, and a fast typist does. */
  keyDelayMs: 25,
  /** How long a person waits for something to happen on the page. */
  patienceMs: 15_000,
} as const;

export interface PersonOptions {
  readonly name: string;
  readonly documentId: string;
  readonly page: Page;
  readonly context: BrowserContext;
  /** Null: this person's network cannot be switched off. */
  readonly network: NetworkSwitch | null;
  /** Opens the same document in one more browser. */
  readonly openFresh: () => Promise<Person>;
}

/** Somebody with a browser of their own and a document open in it. */
export class Person {
  readonly name: string;
  readonly documentId: string;
  readonly page: Page;
  readonly context: BrowserContext;
  readonly network: NetworkSwitch | null;
  /** What the page threw and nobody caught. */
  readonly errors: Error[] = [];
  /** Opens the same document in one more browser, which is nobody's. Close it when it has been read. */
  readonly openFresh: () => Promise<Person>;

  constructor({ name, documentId, page, context, network, openFresh }: PersonOptions) {
    this.name = name;
    this.documentId = documentId;
    this.page = page;
    this.context = context;
    this.network = network;
    this.openFresh = openFresh;
    page.on("pageerror", (error) => this.errors.push(error));
  }

  get body(): Locator {
    return this.page.getByRole("textbox", { name: "Document body" });
  }

  get title(): Locator {
    return this.page.getByRole("textbox", { name: "Document title" });
  }

  get statusLine(): Locator {
    return this.page.getByRole("status", { name: "Sync status" });
  }

  get peopleHere(): Locator {
    return this.page.getByRole("list", { name: "People here" }).getByRole("listitem");
  }

  get toolbar(): Locator {
    return this.page.getByRole("toolbar", { name: "Formatting" });
  }

  /** Resolves once the document has been loaded and can be written in. */
  async waitUntilEditable(): Promise<void> {
    const { patienceMs: timeout } = PERSON_DEFAULTS;
    await expect(this.body, `${this.name}'s document becomes editable`).toHaveAttribute(
      "contenteditable",
      "true",
      { timeout },
    );
  }

  /** Types at the caret, key by key; at the end of the body where the caret is elsewhere. "\n" is the Enter key. */
  async type(text: string, { delayMs = PERSON_DEFAULTS.keyDelayMs as number } = {}): Promise<void> {
    await this.#enterBody();
    await this.page.keyboard.type(text, { delay: delayMs });
  }

  /** A key or a chord as Playwright names it: "Enter", "ControlOrMeta+b". */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key, { delay: PERSON_DEFAULTS.keyDelayMs });
  }

  /**
   * Puts text on the clipboard and pastes it at the caret, with the keyboard; at the end of the body where the caret is elsewhere.
   * Markdown becomes what it says, unless it is pasted as plain text.
   */
  async paste(text: string, { asPlainText = false } = {}): Promise<void> {
    await this.#enterBody();
    await this.context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await this.page.evaluate((plain) => navigator.clipboard.writeText(plain), text);
    await this.press(asPlainText ? "ControlOrMeta+Shift+v" : "ControlOrMeta+v");
  }

  async placeCaret(place: Place): Promise<void> {
    await this.select(place, place);
  }

  async placeCaretAtEnd(): Promise<void> {
    const blocks = await this.blocks();
    await this.placeCaret({ block: blocks.length - 1, offset: blocks.at(-1)?.text.length ?? 0 });
  }

  /** Behind the first occurrence of a text. */
  async placeCaretAfter(text: string): Promise<void> {
    const { block, offset } = await this.find(text);
    await this.placeCaret({ block, offset: offset + text.length });
  }

  async placeCaretBefore(text: string): Promise<void> {
    await this.placeCaret(await this.find(text));
  }

  /** Selects the first occurrence of a text within one block. */
  async selectText(text: string): Promise<void> {
    const { block, offset } = await this.find(text);
    await this.select({ block, offset }, { block, offset: offset + text.length });
  }

  async select(anchor: Place, focus: Place): Promise<void> {
    await this.body.evaluate((root, [from, to]) => window.motetReader.select(root, from, to), [
      anchor,
      focus,
    ] as const);
  }

  /** Where a text begins. Throws where it is not in the body. */
  async find(text: string): Promise<Place> {
    const blocks = await this.blocks();
    const block = blocks.findIndex((each) => each.text.includes(text));
    if (block < 0)
      throw new Error(
        `${this.name} does not see ${JSON.stringify(text)} in ${JSON.stringify(await this.text())}.`,
      );
    return { block, offset: blocks[block]?.text.indexOf(text) ?? 0 };
  }

  /** What the person sees: the text of the body, a line for each block. */
  async text(): Promise<string> {
    return (await this.blocks()).map(({ text }) => text).join("\n");
  }

  async blocks(): Promise<SeenBlock[]> {
    const blocks = await this.body.evaluate((root) => window.motetReader.blocks(root));
    return blocks.map((block) => ({ ...block, runs: mergeRuns(block.runs) }));
  }

  /** The formats of a text's first occurrence; those that all of it has. */
  async formatsOf(text: string): Promise<readonly string[]> {
    const { block, offset } = await this.find(text);
    const runs = (await this.blocks())[block]?.runs ?? [];
    let at = 0;
    const touched = runs.filter(({ text: part }) => {
      at += part.length;
      return at > offset && at - part.length < offset + text.length;
    });
    const [first, ...others] = touched.map(({ formats }) => formats);
    return (first ?? []).filter((format) => others.every((each) => each.includes(format)));
  }

  titleText(): Promise<string> {
    return this.title.inputValue();
  }

  status(): Promise<string> {
    return this.statusLine.textContent().then((text) => text ?? "");
  }

  /** Where this person's own caret is; null where it is not in the body. */
  caret(): Promise<Place | null> {
    return this.body.evaluate((root) =>
      document.activeElement === root ? window.motetReader.caret(root) : null,
    );
  }

  /** The carets of the others, as they are drawn here. */
  carets(): Promise<SeenCaret[]> {
    return this.body.evaluate((root) => window.motetReader.carets(root));
  }

  selections(): Promise<Box[]> {
    return this.body.evaluate((root) => window.motetReader.selections(root));
  }

  /** Where a caret at this place belongs on this person's page. */
  boxAt(place: Place): Promise<Box> {
    return this.body.evaluate((root, at) => window.motetReader.boxAt(root, at), place);
  }

  async waitForText(text: string): Promise<void> {
    const { patienceMs: timeout } = PERSON_DEFAULTS;
    await expect.poll(() => this.text(), { message: `${this.name} sees the text`, timeout }).toContain(text);
  }

  /** Everything that this person has written is on the server's disk. */
  async waitForSaved(): Promise<void> {
    const { patienceMs: timeout } = PERSON_DEFAULTS;
    await expect(this.statusLine, `${this.name}'s sync status`).toHaveText("Saved", { timeout });
  }

  recordSaved(): Promise<SavedRecorder> {
    return recordSaved(this.page);
  }

  /** Cuts this person off, open WebSockets too. Resolves once nothing passes any more, and the page has noticed. */
  async goOffline(): Promise<void> {
    const { patienceMs: timeout } = PERSON_DEFAULTS;
    await this.#switch.turnOff();
    await this.context.setOffline(true);
    await expect(this.statusLine, `${this.name}'s sync status`).toHaveText(/^Offline/, { timeout });
  }

  async goOnline(): Promise<void> {
    this.#switch.turnOn();
    await this.context.setOffline(false);
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.waitUntilEditable();
  }

  /** Closes this person's browser. */
  async close(): Promise<void> {
    await this.context.close();
    await this.network?.close();
  }

  async #enterBody(): Promise<void> {
    if ((await this.caret()) === null) await this.placeCaretAtEnd();
  }

  get #switch(): NetworkSwitch {
    if (this.network === null)
      throw new Error(`${this.name} was opened with a direct connection, which cannot be cut.`);
    return this.network;
  }
}
