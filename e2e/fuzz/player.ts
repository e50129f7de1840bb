import type { CDPSession, Page } from "@playwright/test";
import type { FuzzPage } from "./page.js";
import type { Place, Seen, VoiceOptions } from "./seen.js";

/** What browsers give for a key that an input method has taken. */
const INPUT_METHOD_KEY_CODE = 229;

/** One person of a session: a page with an editor, and hands on its keyboard, mouse and input method. */
export class Player {
  readonly name: string;
  readonly page: Page;
  /** What the input method shows as being composed; `null`: nothing. */
  composed: string | null = null;
  readonly #devtools: CDPSession;
  readonly #console: string[] = [];

  constructor(name: string, page: Page, devtools: CDPSession) {
    this.name = name;
    this.page = page;
    this.#devtools = devtools;
    page.on("console", (message) => {
      if (message.type() === "error") this.#console.push(message.text());
    });
  }

  open(options: VoiceOptions): Promise<Seen> {
    this.composed = null;
    return this.#see(() => this.page.evaluate((given) => window.fuzz.open(given), options));
  }

  receive(updates: readonly string[]): Promise<Seen> {
    return this.#see(() => this.page.evaluate((given) => window.fuzz.receive(given), updates));
  }

  look(): Promise<Seen> {
    return this.#see(() => this.page.evaluate(() => window.fuzz.look()));
  }

  readAgain(): ReturnType<FuzzPage["readAgain"]> {
    return this.page.evaluate(() => window.fuzz.readAgain());
  }

  state(): Promise<string> {
    return this.page.evaluate(() => window.fuzz.state());
  }

  /** Keys that write: any character, also those that no keyboard has. */
  async type(text: string): Promise<void> {
    for (const key of text) {
      await this.#devtools.send("Input.dispatchKeyEvent", { type: "keyDown", key, text: key });
      await this.#devtools.send("Input.dispatchKeyEvent", { type: "keyUp", key });
    }
  }

  press(key: string): Promise<void> {
    return this.page.keyboard.press(key);
  }

  async click(block: number, offset: number, times = 1): Promise<void> {
    const at = await this.#locate(block, offset);
    for (let count = 1; count <= times; count++) {
      await this.#mouse("mousePressed", at, count);
      await this.#mouse("mouseReleased", at, count);
    }
  }

  async drag(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
    // Nothing is selected then, so that the text is not what is dragged.
    await this.click(...from);
    const start = await this.#locate(...from);
    const end = await this.#locate(...to);
    await this.#mouse("mousePressed", start);
    await this.#mouse("mouseMoved", { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 });
    await this.#mouse("mouseMoved", end);
    await this.#mouse("mouseReleased", end);
  }

  async compose(text: string): Promise<void> {
    this.composed = text;
    const key = { key: "Process", windowsVirtualKeyCode: INPUT_METHOD_KEY_CODE };
    await this.#devtools.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...key });
    await this.#devtools.send("Input.imeSetComposition", {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  }

  /** The input method is done: this text stays. */
  async commit(text: string): Promise<void> {
    this.composed = null;
    await this.#devtools.send("Input.insertText", { text });
  }

  async cancel(): Promise<void> {
    this.composed = null;
    await this.#devtools.send("Input.imeSetComposition", { text: "", selectionStart: 0, selectionEnd: 0 });
  }

  paste(kind: "text/plain" | "text/html", content: string): Promise<void> {
    return this.page.evaluate(([type, text]) => window.fuzz.paste(type, text), [kind, content] as const);
  }

  choose(id: string): Promise<void> {
    return this.page.evaluate((given) => window.fuzz.choose(given), id);
  }

  async #see(look: () => Promise<Seen>): Promise<Seen> {
    const seen = await look();
    return { ...seen, errors: [...seen.errors, ...this.#console.splice(0)] };
  }

  async #mouse(
    type: "mousePressed" | "mouseMoved" | "mouseReleased",
    { x, y }: Place,
    clickCount = 1,
  ): Promise<void> {
    const button = { button: "left", buttons: type === "mouseReleased" ? 0 : 1, clickCount } as const;
    await this.#devtools.send("Input.dispatchMouseEvent", { type, x, y, ...button });
  }

  #locate(block: number, offset: number): Promise<Place> {
    return this.page.evaluate(([at, far]) => window.fuzz.locate(at, far), [block, offset] as const);
  }
}
