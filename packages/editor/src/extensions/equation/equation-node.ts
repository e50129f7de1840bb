import {
  $applyNodeReplacement,
  type DOMExportOutput,
  type ElementDOMSlot,
  ElementNode,
  setDOMUnmanaged,
} from "lexical";

/** A formula on lines of its own: the node's text is its TeX, which is seen while the caret is in it. */
export class EquationNode extends ElementNode {
  override $config() {
    return this.config("motet-equation", { extends: ElementNode });
  }

  override createDOM(): HTMLElement {
    const element = document.createElement("div");
    element.className = "motet-equation";
    element.dataset.motetPart = "equation";
    const formula = document.createElement("div");
    formula.className = "motet-formula";
    formula.contentEditable = "false";
    setDOMUnmanaged(formula);
    const source = document.createElement("code");
    source.className = "motet-equation-source";
    source.spellcheck = false;
    element.append(formula, source);
    return element;
  }

  override updateDOM(): boolean {
    return false;
  }

  override getDOMSlot(element: HTMLElement): ElementDOMSlot<HTMLElement> {
    const source = element.querySelector<HTMLElement>(".motet-equation-source");
    return super.getDOMSlot(element).withElement(source ?? element);
  }

  override exportDOM(): DOMExportOutput {
    const element = document.createElement("p");
    element.className = "math display";
    element.textContent = `\\[${this.getTextContent()}\\]`;
    return { element, $getChildNodes: () => [] };
  }
}

export function $createEquationNode(): EquationNode {
  return $applyNodeReplacement(new EquationNode());
}
