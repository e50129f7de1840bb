import { bind } from "@motet/binding";
import { BODY, cellIds, findFlow, readBlocks } from "@motet/model";
import { $getRoot, $isTextNode, type LexicalEditor } from "lexical";
import * as Y from "yjs";
import { createBodyEditor } from "../../packages/editor/src/core/body-editor.js";
import { combineExtensions } from "../../packages/editor/src/core/combine-extensions.js";
import { DEFAULT_EXTENSIONS } from "../../packages/editor/src/extensions/index.js";
import { TABLE_ACTIONS } from "../../packages/editor/src/extensions/table/tables.js";
import type { Place, Seen, VoiceOptions } from "./seen.js";

/** What runs in each page of a fuzzed session: one person's editor, and nothing of a network. */
export interface FuzzPage {
  /** Begins anew: another person, another document. */
  open(options: VoiceOptions): Promise<Seen>;
  receive(updates: readonly string[]): Promise<Seen>;
  /** What is there once the browser has told Lexical everything. */
  look(): Promise<Seen>;
  paste(kind: "text/plain" | "text/html", content: string): Promise<void>;
  /** Chooses a command of the toolbar, or an action of the table's menu, by its id. */
  choose(id: string): void;
  /** Where on the screen a place of the text is, by two numbers from 0 to 1: which block, how far in it. */
  locate(block: number, offset: number): Place;
  /** What a fresh editor shows of this page's document. */
  readAgain(): Promise<{ html: string; state: string; wrote: boolean }>;
  state(): string;
}

interface Voice {
  readonly editor: LexicalEditor;
  readonly ydoc: Y.Doc;
  readonly root: HTMLElement;
  readonly updates: string[];
  close(): void;
}

const errors: string[] = [];
addEventListener("error", (event) => errors.push(String(event.error?.stack ?? event.message)));
addEventListener("unhandledrejection", (event) => errors.push(String(event.reason?.stack ?? event.reason)));

const toText = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
const toBytes = (text: string): Uint8Array => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
const NETWORK = "network";

const EXTENSIONS = combineExtensions(DEFAULT_EXTENSIONS);

let current: Voice | undefined;

function createVoice({ clientId, state, undoGroupMs }: VoiceOptions): Voice {
  const ydoc = new Y.Doc();
  ydoc.clientID = clientId;
  if (state !== undefined) Y.applyUpdate(ydoc, toBytes(state), NETWORK);
  const updates: string[] = [];
  ydoc.on("update", (update: Uint8Array, origin: unknown) => {
    if (origin !== NETWORK) updates.push(toText(update));
  });
  const frame = document.createElement("div");
  frame.className = "motet";
  const root = document.createElement("div");
  root.className = "motet-text";
  root.contentEditable = "true";
  root.spellcheck = false;
  frame.append(root);
  document.body.append(frame);
  let names: Pick<ReturnType<typeof bind>, "$blockId"> | undefined;
  let history: ReturnType<typeof bind>["history"] | undefined;
  const { editor, dispose } = createBodyEditor({
    documentId: "fuzz",
    $blockId: (node) => names?.$blockId(node) ?? null,
    extensions: EXTENSIONS,
    history: {
      undo: () => history?.undo(),
      redo: () => history?.redo(),
      canUndo: true,
      canRedo: true,
      subscribe: () => () => undefined,
    },
    onError: (error) => errors.push(error.stack ?? error.message),
  });
  const binding = bind(editor, ydoc, { ...EXTENSIONS.codecs, undoGroupMs });
  names = binding;
  history = binding.history;
  editor.setRootElement(root);
  editor.setEditable(true);
  return {
    editor,
    ydoc,
    root,
    updates,
    close() {
      binding.dispose();
      dispose();
      editor.setRootElement(null);
      frame.remove();
      ydoc.destroy();
    },
  };
}

function voice(): Voice {
  if (current === undefined) throw new Error("Nobody is here.");
  return current;
}

/** Selection changes, mutations and what Lexical puts off come as tasks of their own. */
async function settle(): Promise<void> {
  for (let i = 0; i < 2; i++) await new Promise((resolve) => setTimeout(resolve));
}

function see({ editor, ydoc, root, updates }: Voice): Seen {
  const shown: string[] = [];
  const mismatches: string[] = [];
  editor.getEditorState().read(() => {
    shown.push(...$getRoot().getTextContent().split("\n"));
    for (const node of editor.getEditorState()._nodeMap.values()) {
      if (!$isTextNode(node) || !node.isAttached()) continue;
      const drawn = editor.getElementByKey(node.getKey())?.textContent;
      if (drawn !== node.getTextContent())
        mismatches.push(`Lexical has “${node.getTextContent()}” where the page has “${drawn}”`);
    }
  });
  const native = getSelection();
  let before = "";
  let selected = "";
  if (native?.anchorNode && native.focusNode && root.contains(native.anchorNode)) {
    const left = document.createRange();
    left.setStart(root, 0);
    left.setEnd(native.focusNode, native.focusOffset);
    before = left.toString();
    selected = native.toString();
  }
  return {
    shown,
    drawn: root.textContent ?? "",
    html: markupOf(root),
    stored: JSON.stringify(readBlocks(ydoc)),
    kept: keptText(ydoc),
    mismatches: editor.isComposing() ? [] : mismatches,
    before,
    selected,
    isComposing: editor.isComposing(),
    updates: updates.splice(0),
    errors: errors.splice(0),
  };
}

function keptText(ydoc: Y.Doc): string {
  let text = "";
  for (const name of ydoc.share.keys()) {
    if (name === BODY || cellIds(name) !== null) text += findFlow(ydoc, name)?.toString() ?? "";
  }
  return text;
}

/** Classes that say what is selected. */
const SELECTION_CLASSES: ReadonlySet<string> = new Set(["motet-cell-selected", "motet-table-selection"]);

/** What says nothing about the document. */
const OWN_ATTRIBUTES: ReadonlySet<string> = new Set([
  "dir",
  "data-lexical-text",
  "data-selected",
  "spellcheck",
]);

/** What the block at the caret has, to be laid out by itself. */
const CONTAINED = / ?height: [^;]+; contain: [^;]+;/;

/** The page as it reads to a person: whatever says nothing about the look is left out. */
function markupOf(element: Element): string {
  let markup = "";
  for (const child of element.childNodes) {
    if (!(child instanceof Element)) {
      markup += child.textContent ?? "";
      continue;
    }
    // Lexical's caret between two things that have none.
    if (child.hasAttribute("data-lexical-cursor")) continue;
    const attributes = [...child.attributes]
      .map(({ name, value }) => ({ name, value: name === "style" ? value.replace(CONTAINED, "") : value }))
      .filter(({ name, value }) => value !== "" && !OWN_ATTRIBUTES.has(name))
      // Lists begin with 1, whether that is said or not.
      .filter(({ name, value }) => name !== "start" || value !== "1")
      .map(({ name, value }) => ` ${name}="${name === "class" ? classesOf(value) : value}"`)
      .sort();
    const tag = child.tagName.toLowerCase();
    markup += `<${tag}${attributes.join("")}>${markupOf(child)}</${tag}>`;
  }
  return markup;
}

function classesOf(value: string): string {
  return value
    .split(" ")
    .filter((name) => !SELECTION_CLASSES.has(name))
    .sort()
    .join(" ");
}

function locate(block: number, offset: number): Place {
  const { root } = voice();
  const lines: Element[] = [
    ...root.querySelectorAll("p, h1, h2, h3, h4, h5, h6, blockquote, pre, code, li"),
  ].filter((line) => line.querySelector("li, p, ul, ol") === null);
  const line = lines[Math.min(lines.length - 1, Math.floor(block * lines.length))] ?? root;
  const texts: Text[] = [];
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) texts.push(node as Text);
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  let left = Math.floor(offset * (length + 1));
  line.scrollIntoView({ block: "nearest" });
  for (const text of texts) {
    if (left > text.length) {
      left -= text.length;
      continue;
    }
    const range = document.createRange();
    range.setStart(text, left);
    range.collapse(true);
    const box = range.getClientRects()[0];
    if (box === undefined) break;
    return { x: box.left, y: box.top + box.height / 2 };
  }
  const box = line.getBoundingClientRect();
  return { x: box.left + 4, y: box.top + Math.min(12, box.height / 2) };
}

const page: FuzzPage = {
  async open(options) {
    current?.close();
    errors.length = 0;
    current = createVoice(options);
    current.editor.focus();
    await settle();
    return see(current);
  },
  async receive(updates) {
    const { ydoc } = voice();
    for (const update of updates) Y.applyUpdate(ydoc, toBytes(update), NETWORK);
    await settle();
    return see(voice());
  },
  async look() {
    await settle();
    return see(voice());
  },
  async paste(kind, content) {
    const data = new DataTransfer();
    data.setData(kind, content);
    if (kind === "text/html") data.setData("text/plain", content.replace(/<[^>]+>/g, "\n"));
    voice().root.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
    );
  },
  choose(id) {
    const { editor } = voice();
    const command = EXTENSIONS.commands.find((each) => each.id === id);
    const action = TABLE_ACTIONS.find((each) => each.id === id);
    if (command !== undefined) command.run(editor);
    else if (action !== undefined) editor.update(() => action.$run(), { discrete: true });
    else throw new Error(`Nothing is called ${id}`);
  },
  locate,
  async readAgain() {
    const before = Y.encodeStateVector(voice().ydoc).toString();
    const fresh = createVoice({ clientId: 77, state: page.state(), undoGroupMs: 0 });
    await settle();
    const { html } = see(fresh);
    const wrote = Y.encodeStateVector(fresh.ydoc).toString() !== before;
    fresh.close();
    return { html, state: page.state(), wrote };
  },
  state: () => toText(Y.encodeStateAsUpdate(voice().ydoc)),
};

declare global {
  interface Window {
    fuzz: FuzzPage;
  }
}
window.fuzz = page;
