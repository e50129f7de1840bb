import type { Browser, BrowserContext, BrowserContextOptions } from "@playwright/test";
import { createNetworkSwitch } from "./network-switch.js";
import { installPageReader } from "./page-reader.js";
import { Person } from "./person.js";

/** How the pages under test are reached; Motet's own app if left out. */
export interface PagesOptions {
  /** The path of a document's page. */
  readonly pathOf?: (documentId: string) => string;
  /** Makes a browser belong to somebody, before its page is opened. */
  readonly identify?: (context: BrowserContext, person: Identity) => Promise<void>;
}

export interface Identity {
  readonly name: string;
  /** Counts the people of a test, from 0. */
  readonly index: number;
}

export interface OpenOptions {
  /** A document of the test's own if left out. */
  readonly documentId?: string;
  /** What they are called; Ada, Ben, Cleo … if left out. */
  readonly names?: readonly string[];
  /** Straight to the server: nothing between that takes time, and `goOffline` cannot be used. */
  readonly isDirect?: boolean;
  /** For `browser.newContext`: viewport, colour scheme, locale … */
  readonly context?: BrowserContextOptions;
}

const NAMES = ["Ada", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hal", "Ida", "Jo"];
const COLORS = ["#c8442b", "#0b7f7f", "#7f56c9", "#6f7a1c", "#c73a6d", "#2f6fd0", "#9c6a10", "#2b8045"];

export interface StageOptions {
  readonly browser: Browser;
  /** The server's origin. */
  readonly url: string;
  /** What people open where nothing else is said. */
  readonly documentId: string;
  readonly pages?: PagesOptions;
}

/** Opens people's browsers, and closes them all at the end. */
export class Stage {
  readonly #options: StageOptions;
  readonly #pages: Required<PagesOptions>;
  readonly #opened: Person[] = [];
  #count = 0;

  constructor(options: StageOptions) {
    this.#options = options;
    this.#pages = { pathOf: motetPath, identify: identifyInMotet, ...options.pages };
  }

  /** All at once, as people come. Resolves once each of them can write. */
  async open(count: number, options: OpenOptions = {}): Promise<Person[]> {
    return Promise.all(
      Array.from({ length: count }, (_, i) => {
        const index = this.#count++;
        const name = options.names?.[i] ?? NAMES[index] ?? `Person ${index + 1}`;
        return this.#openPerson({ name, index }, options);
      }),
    );
  }

  /** What the pages threw and nobody caught. */
  errors(): Error[] {
    return this.#opened.flatMap(({ errors }) => errors);
  }

  async close(): Promise<void> {
    await Promise.all(this.#opened.map((person) => person.close()));
  }

  async #openPerson(identity: Identity, options: OpenOptions): Promise<Person> {
    const { documentId = this.#options.documentId, isDirect = false } = options;
    const network = isDirect ? null : await createNetworkSwitch();
    const context = await this.#options.browser.newContext({
      ...options.context,
      ...(network === null ? {} : { proxy: { server: network.server } }),
    });
    await context.addInitScript(installPageReader);
    await this.#pages.identify(context, identity);
    const page = await context.newPage();
    const openFresh = () => this.#openPerson(FRESH, { documentId });
    const person = new Person({ name: identity.name, documentId, page, context, network, openFresh });
    this.#opened.push(person);
    await page.goto(new URL(this.#pages.pathOf(documentId), this.#options.url).href);
    await person.waitUntilEditable();
    return person;
  }
}

/** Who opens a document only now, to see what is there. */
const FRESH: Identity = { name: "a fresh tab", index: NAMES.length };

function motetPath(documentId: string): string {
  return `/d/${encodeURIComponent(documentId)}`;
}

/** Motet has no accounts: a browser remembers who writes in it. */
async function identifyInMotet(context: BrowserContext, { name, index }: Identity): Promise<void> {
  const person = {
    id: `test-${index}-${name.toLowerCase().replace(/[^\w-]/g, "-")}`,
    name,
    color: COLORS[index % COLORS.length],
  };
  await context.addInitScript((text) => {
    // A frame may have no storage.
    if (window === window.top && origin !== "null" && localStorage.getItem("motet.person") === null)
      localStorage.setItem("motet.person", text);
  }, JSON.stringify(person));
}
