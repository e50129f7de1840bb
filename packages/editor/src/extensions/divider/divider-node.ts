import { $applyNodeReplacement, DecoratorNode, type DOMConversionMap, type DOMExportOutput } from "lexical";

/** A line across the page. */
export class DividerNode extends DecoratorNode<null> {
  override $config() {
    return this.config("motet-divider", { extends: DecoratorNode, importDOM: FROM_HTML });
  }

  override createDOM(): HTMLElement {
    const element = document.createElement("div");
    element.className = "motet-divider";
    element.dataset.motetPart = "divider";
    element.append(document.createElement("hr"));
    return element;
  }

  override updateDOM(): boolean {
    return false;
  }

  override exportDOM(): DOMExportOutput {
    return { element: document.createElement("hr") };
  }

  override decorate(): null {
    return null;
  }

  override isInline(): false {
    return false;
  }

  override getTextContent(): string {
    return "\n";
  }
}

const FROM_HTML: DOMConversionMap = {
  hr: () => ({ conversion: () => ({ node: $createDividerNode() }), priority: 0 }),
};

export function $createDividerNode(): DividerNode {
  return $applyNodeReplacement(new DividerNode());
}
