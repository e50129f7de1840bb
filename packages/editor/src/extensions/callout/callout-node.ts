import { CALLOUT, CALLOUT_KINDS, type CalloutKind, normalizeBlock, propOf } from "@motet/model";
import {
  $applyNodeReplacement,
  $isParagraphNode,
  type DOMConversionMap,
  type DOMConversionOutput,
  type DOMExportOutput,
  ElementNode,
  isHTMLElement,
  type LexicalNode,
  type LexicalUpdateJSON,
  type NodeKey,
  type RangeSelection,
  type SerializedElementNode,
} from "lexical";

export interface SerializedCalloutNode extends SerializedElementNode {
  kind: CalloutKind;
}

/** A paragraph that stands out. Neighbours of one kind look like one. */
export class CalloutNode extends ElementNode {
  __kind: CalloutKind;

  constructor(kind: CalloutKind = "note", key?: NodeKey) {
    super(key);
    this.__kind = kind;
  }

  override $config() {
    return this.config("motet-callout", { extends: ElementNode, importDOM: FROM_HTML });
  }

  override afterCloneFrom(previous: this): void {
    super.afterCloneFrom(previous);
    this.__kind = previous.__kind;
  }

  getKind(): CalloutKind {
    return this.getLatest().__kind;
  }

  setKind(kind: CalloutKind): this {
    const writable = this.getWritable();
    writable.__kind = kind;
    return writable;
  }

  override exportJSON(): SerializedCalloutNode {
    return { ...super.exportJSON(), kind: this.getKind() };
  }

  /** Anybody may have written what is pasted. */
  override updateFromJSON(serialized: LexicalUpdateJSON<SerializedCalloutNode>): this {
    return super.updateFromJSON(serialized).setKind(calloutKind({ kind: serialized.kind }));
  }

  override createDOM(): HTMLElement {
    const element = document.createElement("div");
    element.className = "motet-callout";
    element.role = "note";
    element.dataset.motetPart = "callout";
    element.dataset.kind = this.__kind;
    return element;
  }

  override updateDOM(previous: this, element: HTMLElement): boolean {
    if (previous.__kind !== this.__kind) element.dataset.kind = this.__kind;
    return false;
  }

  override exportDOM(): DOMExportOutput {
    const element = document.createElement("aside");
    element.dataset.callout = this.getKind();
    return { element };
  }

  override insertNewAfter(_selection: RangeSelection, restoreSelection = true): CalloutNode {
    const next = $createCalloutNode(this.getKind());
    next.setDirection(this.getDirection());
    next.setFormat(this.getFormatType());
    next.setIndent(this.getIndent());
    this.insertAfter(next, restoreSelection);
    return next;
  }
}

/** The kind that properties from a document, a clipboard or a page say. */
export function calloutKind(props: object): CalloutKind {
  const kind = propOf(normalizeBlock(CALLOUT, Object.entries(props)), "kind");
  return CALLOUT_KINDS.find((each) => each === kind) ?? "note";
}

export function $createCalloutNode(kind: CalloutKind = "note"): CalloutNode {
  return $applyNodeReplacement(new CalloutNode(kind));
}

/** Our own, and GitHub's alerts. */
const FROM_HTML: DOMConversionMap = {
  aside: (element) =>
    element.dataset.callout === undefined
      ? null
      : { conversion: () => convert(element, calloutKind({ kind: element.dataset.callout })), priority: 1 },
  div: (element) => {
    const word = /\bmarkdown-alert-([a-z]+)/.exec(element.className)?.[1];
    return word === undefined
      ? null
      : { conversion: () => convert(element, GITHUB_KINDS[word] ?? "note"), priority: 2 };
  },
  p: (element) =>
    element.classList.contains("markdown-alert-title")
      ? { conversion: () => ({ node: null, after: () => [] }), priority: 2 }
      : null,
};

const GITHUB_KINDS: Readonly<Record<string, CalloutKind>> = {
  tip: "tip",
  important: "warning",
  warning: "warning",
  caution: "danger",
};

/** The paragraphs in it become callouts; where there are none, it is one itself. */
function convert(element: HTMLElement, kind: CalloutKind): DOMConversionOutput {
  if (![...element.children].some((child) => isHTMLElement(child) && BLOCKS.has(child.tagName)))
    return { node: $createCalloutNode(kind) };
  return {
    node: null,
    forChild: (child: LexicalNode) => ($isParagraphNode(child) ? $createCalloutNode(kind) : child),
  };
}

const BLOCKS: ReadonlySet<string> = new Set([
  "P",
  "DIV",
  "UL",
  "OL",
  "PRE",
  "BLOCKQUOTE",
  "TABLE",
  "H1",
  "H2",
  "H3",
]);
