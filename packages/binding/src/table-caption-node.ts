import {
  $applyNodeReplacement,
  $createParagraphNode,
  type EditorConfig,
  ElementNode,
  type LexicalNode,
  type RangeSelection,
} from "lexical";

/**
 * The text that stands behind a table's marker: what somebody typed where the table was put in at that moment, or wrote
 * as its caption. It stands right behind its table, and only while there is text.
 */
export class TableCaptionNode extends ElementNode {
  override $config() {
    return this.config("motet-table-caption", { extends: ElementNode });
  }

  override createDOM(_config: EditorConfig): HTMLElement {
    const element = document.createElement("p");
    element.dataset.motetPart = "table-caption";
    return element;
  }

  override updateDOM(): boolean {
    return false;
  }

  override insertNewAfter(_selection: RangeSelection, restoreSelection?: boolean): LexicalNode {
    const paragraph = $createParagraphNode();
    this.insertAfter(paragraph, restoreSelection);
    return paragraph;
  }

  override collapseAtStart(): boolean {
    const paragraph = $createParagraphNode();
    paragraph.append(...this.getChildren());
    this.replace(paragraph);
    return true;
  }
}

export function $createTableCaptionNode(): TableCaptionNode {
  return $applyNodeReplacement(new TableCaptionNode());
}

export function $isTableCaptionNode(node: LexicalNode | null | undefined): node is TableCaptionNode {
  return node instanceof TableCaptionNode;
}
