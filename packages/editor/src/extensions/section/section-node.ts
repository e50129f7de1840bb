import { MAX_INDENT } from "@motet/model";
import {
  $applyNodeReplacement,
  $createParagraphNode,
  $isElementNode,
  type DOMConversionMap,
  type DOMExportOutput,
  ElementNode,
  type LexicalNode,
  type ParagraphNode,
  type RangeSelection,
} from "lexical";
import { $ownsIndent } from "../../core/owns-indent.js";

/** The summary of a collapsible section; what belongs to it stands behind it, indented deeper. */
export class SectionNode extends ElementNode {
  override $config() {
    return this.config("motet-section", { extends: ElementNode, importDOM: FROM_HTML });
  }

  override createDOM(): HTMLElement {
    const element = document.createElement("div");
    element.className = "motet-section";
    element.dataset.motetPart = "section";
    const toggle = document.createElement("button");
    toggle.type = "button";
    toggle.className = "motet-section-toggle";
    toggle.contentEditable = "false";
    toggle.ariaExpanded = "true";
    // The editor would take them for line breaks and spaces.
    toggle.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") event.stopPropagation();
    });
    element.append(toggle);
    return element;
  }

  override updateDOM(): boolean {
    return false;
  }

  override getDOMSlot(element: HTMLElement) {
    return super.getDOMSlot(element).withAfter(toggleOf(element));
  }

  override exportDOM(): DOMExportOutput {
    return { element: document.createElement("summary") };
  }

  /** Enter goes on inside of the section. */
  override insertNewAfter(_selection: RangeSelection, restoreSelection = true): ParagraphNode {
    const paragraph = $createParagraphNode();
    paragraph.setDirection(this.getDirection());
    paragraph.setIndent(Math.min(MAX_INDENT, this.getIndent() + 1));
    this.insertAfter(paragraph, restoreSelection);
    return paragraph;
  }
}

export function $createSectionNode(): SectionNode {
  return $applyNodeReplacement(new SectionNode());
}

export function toggleOf(element: Element): HTMLElement | null {
  return element.querySelector<HTMLElement>(":scope > .motet-section-toggle");
}

const FROM_HTML: DOMConversionMap = {
  summary: () => ({ conversion: () => ({ node: $createSectionNode() }), priority: 1 }),
  details: () => ({ conversion: () => ({ node: null, after: $indentContent }), priority: 1 }),
};

function $indentContent(children: LexicalNode[]): LexicalNode[] {
  for (const child of children.slice(1)) {
    if ($isElementNode(child) && $ownsIndent(child))
      child.setIndent(Math.min(MAX_INDENT, child.getIndent() + 1));
  }
  return children;
}
