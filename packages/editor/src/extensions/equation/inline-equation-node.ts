import { EQUATION, equationSource } from "@motet/model";
import {
  $applyNodeReplacement,
  DecoratorNode,
  type DOMExportOutput,
  type LexicalUpdateJSON,
  type NodeKey,
  type SerializedLexicalNode,
} from "lexical";
import type { InlineCodec } from "../../core/binding.js";
import { drawFormula } from "./draw-formula.js";

export interface SerializedInlineEquationNode extends SerializedLexicalNode {
  source: string;
}

/** A formula between words. */
export class InlineEquationNode extends DecoratorNode<null> {
  __source: string;

  constructor(source = "", key?: NodeKey) {
    super(key);
    this.__source = source;
  }

  override $config() {
    return this.config("motet-inline-equation", { extends: DecoratorNode });
  }

  override afterCloneFrom(previous: this): void {
    super.afterCloneFrom(previous);
    this.__source = previous.__source;
  }

  getSource(): string {
    return this.getLatest().__source;
  }

  setSource(source: string): this {
    const writable = this.getWritable();
    writable.__source = equationSource(source);
    return writable;
  }

  override exportJSON(): SerializedInlineEquationNode {
    return { ...super.exportJSON(), source: this.getSource() };
  }

  /** Anybody may have written what is pasted. */
  override updateFromJSON(serialized: LexicalUpdateJSON<SerializedInlineEquationNode>): this {
    return super.updateFromJSON(serialized).setSource(serialized.source);
  }

  override createDOM(): HTMLElement {
    const element = document.createElement("span");
    element.className = "motet-formula motet-inline-equation";
    element.dataset.motetPart = "inline-equation";
    drawFormula(element, this.__source, false);
    return element;
  }

  override updateDOM(_previous: this, element: HTMLElement): boolean {
    drawFormula(element, this.__source, false);
    return false;
  }

  override exportDOM(): DOMExportOutput {
    const element = document.createElement("span");
    element.className = "math inline";
    element.textContent = `\\(${this.getSource()}\\)`;
    return { element };
  }

  override getTextContent(): string {
    return `$${this.getSource()}$`;
  }

  override decorate(): null {
    return null;
  }

  override isInline(): true {
    return true;
  }
}

export function $createInlineEquationNode(source: string): InlineEquationNode {
  return $applyNodeReplacement(new InlineEquationNode(equationSource(source)));
}

export const INLINE_EQUATION: InlineCodec<InlineEquationNode> = {
  type: EQUATION,
  node: InlineEquationNode,
  $create: ({ source }) => $createInlineEquationNode(equationSource(source)),
  $read: (node) => ({ source: node.getSource() }),
};
