import {
  $applyNodeReplacement,
  DecoratorNode,
  type DOMConversionMap,
  type DOMExportOutput,
  type LexicalEditor,
} from "lexical";
import { type ReactNode, Suspense } from "react";
import { laterPart } from "../../react/later-part.js";

const Contents = laterPart(async () => (await import("./Contents.js")).Contents);

/** Shows the headings of its document. It keeps nothing of them. */
export class ContentsNode extends DecoratorNode<ReactNode> {
  override $config() {
    return this.config("motet-contents", { extends: DecoratorNode, importDOM: FROM_HTML });
  }

  override createDOM(): HTMLElement {
    const element = document.createElement("div");
    element.className = "motet-contents";
    element.dataset.motetPart = "contents";
    // Keys at a link in there are not meant for the text.
    element.addEventListener("keydown", (event) => event.stopPropagation());
    return element;
  }

  override updateDOM(): boolean {
    return false;
  }

  /** The words as they are on the page; the editor knows by the attribute what they were. */
  override exportDOM(editor: LexicalEditor): DOMExportOutput {
    const element = document.createElement("nav");
    element.dataset.contents = "";
    const list = editor.getElementByKey(this.getKey())?.querySelector("ol")?.cloneNode(true);
    if (list instanceof Element) {
      for (const link of list.querySelectorAll("a")) link.replaceWith(...link.childNodes);
      element.append(list);
    }
    return { element };
  }

  override decorate(editor: LexicalEditor): ReactNode {
    return (
      <Suspense>
        <Contents editor={editor} />
      </Suspense>
    );
  }

  override isInline(): false {
    return false;
  }

  override getTextContent(): string {
    return "\n";
  }
}

const FROM_HTML: DOMConversionMap = {
  nav: (element) =>
    element.dataset.contents === undefined
      ? null
      : { conversion: () => ({ node: $createContentsNode(), after: () => [] }), priority: 1 },
};

export function $createContentsNode(): ContentsNode {
  return $applyNodeReplacement(new ContentsNode());
}
