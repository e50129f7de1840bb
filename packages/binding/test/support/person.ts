import { $isCodeNode } from "@lexical/code-core";
import { createHeadlessEditor } from "@lexical/headless";
import { $createListItemNode, $createListNode, $isListItemNode, $isListNode } from "@lexical/list";
import { $isHeadingNode } from "@lexical/rich-text";
import { $isTableNode, type TableCellNode, type TableRowNode } from "@lexical/table";
import { readBlocks, readTableGrid } from "@motet/model";
import {
  $getNodeByKey,
  $getRoot,
  $getSelection,
  $isElementNode,
  $isLineBreakNode,
  $isRangeSelection,
  $isTextNode,
  type Klass,
  type LexicalEditor,
  type LexicalNode,
  type RangeSelection,
} from "lexical";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { $firstBlock, $nextBlock } from "../../src/block-order.js";
import { type Binding, BOUND_NODES, bind, type CodecOptions, type Point } from "../../src/index.js";
import { $placeOf, $pointAt } from "../../src/points.js";

/** Somebody with a headless editor that is bound to a document of their own. */
export class Person {
  readonly name: string;
  readonly ydoc: Y.Doc;
  readonly awareness: Awareness;
  readonly editor: LexicalEditor;
  readonly binding: Binding;
  readonly errors: Error[] = [];

  constructor(
    name: string,
    clientId: number,
    state?: Uint8Array,
    undoGroupMs = 500,
    codecs: CodecOptions & { readonly nodes?: readonly Klass<LexicalNode>[] } = {},
  ) {
    this.name = name;
    // Drawing a guid for each would be a good part of a short session.
    this.ydoc = new Y.Doc({ guid: name });
    this.ydoc.clientID = clientId;
    if (state !== undefined) Y.applyUpdate(this.ydoc, state, "load");
    this.awareness = new Awareness(this.ydoc);
    this.awareness.setLocalState({ user: { name, color: "#b3361f" } });
    this.editor = createHeadlessEditor({
      nodes: [...BOUND_NODES, ...(codecs.nodes ?? [])],
      onError: (error) => this.errors.push(error),
    });
    this.binding = bind(this.editor, this.ydoc, { ...codecs, awareness: this.awareness, undoGroupMs });
  }

  update(edit: () => void): void {
    this.editor.update(edit, { discrete: true });
  }

  /** An edit that Lexical has not committed yet. */
  updateLater(edit: () => void): void {
    this.editor.update(edit);
  }

  edit(change: (selection: RangeSelection) => void): void {
    this.update(() => {
      const selection = $range();
      // Lexical's own list command turns the end of an element into a place in its last text.
      for (const point of [selection.anchor, selection.focus]) {
        const { key, offset, type } = $whole(point);
        if (offset !== point.offset) point.set(key, offset, type);
      }
      change(selection);
    });
  }

  type(text: string): void {
    this.edit((selection) => selection.insertText(text));
  }

  enter(): void {
    this.edit((selection) => {
      selection.insertParagraph();
    });
  }

  backspace(): void {
    this.edit((selection) => selection.deleteCharacter(true));
  }

  /** Puts the caret, or a selection, at places counted in blocks and UTF-16 units. */
  select(block: number, offset: number, focusBlock = block, focusOffset = offset): void {
    this.update(() => {
      const selection = $getSelection() === null ? $getRoot().selectStart() : $range();
      const blocks = $blocks();
      const anchor = $whole($pointAt(blocks[block] as LexicalNode, offset));
      const focus = $whole($pointAt(blocks[focusBlock] as LexicalNode, focusOffset));
      selection.anchor.set(anchor.key, anchor.offset, anchor.type);
      selection.focus.set(focus.key, focus.offset, focus.type);
    });
  }

  /** The caret as [block, offset]. */
  get caret(): [number, number] {
    return this.editor.getEditorState().read(
      () => {
        const place = $placeOf($range().focus);
        return [$blocks().findIndex((node) => node.getKey() === place?.key), place?.offset ?? -1];
      },
      { editor: this.editor },
    );
  }

  /** What the editor shows, a line a block. */
  get shown(): string[] {
    return this.editor.getEditorState().read(() => $describe($getRoot()), { editor: this.editor });
  }

  /** The names of the flows that a reader shows. */
  get shownFlows(): string[] {
    return readBlocks(this.ydoc).flatMap(({ table }) =>
      table?.id === undefined
        ? []
        : readTableGrid(this.ydoc, table.id)
            .cells.flat()
            .map(({ flow }) => flow),
    );
  }

  /** The text that the editor shows, without code: that has no formats. */
  get styledText(): string {
    const { editor } = this;
    return editor.getEditorState().read(
      () =>
        $blocks()
          .filter((block) => !$isCodeNode(block))
          .map((block) => block.getTextContent())
          .join("\n"),
      { editor },
    );
  }

  get blocks(): string[] {
    return this.shown.map((line) => line.slice(line.indexOf(" ") + 1));
  }

  get stored(): string {
    return JSON.stringify(readBlocks(this.ydoc));
  }

  get state(): Uint8Array {
    return Y.encodeStateAsUpdate(this.ydoc);
  }

  close(): void {
    this.binding.dispose();
    this.awareness.destroy();
    this.ydoc.destroy();
  }
}

/** No caret stands inside of a surrogate pair. */
function $whole(point: Point): Point {
  const code = $getNodeByKey(point.key)?.getTextContent().charCodeAt(point.offset) ?? 0;
  return point.type === "text" && code >= 0xdc00 && code <= 0xdfff
    ? { ...point, offset: point.offset + 1 }
    : point;
}

export function $range(): RangeSelection {
  const selection = $getSelection();
  return $isRangeSelection(selection) ? selection : $getRoot().selectStart();
}

export function $blocks(): LexicalNode[] {
  const blocks: LexicalNode[] = [];
  for (let node = $firstBlock($getRoot()); node !== null; node = $nextBlock(node)) blocks.push(node);
  return blocks;
}

/** The tree as text: every node that a reader can tell apart. */
function $describe(node: LexicalNode, path = ""): string[] {
  if (!$isElementNode(node)) return [];
  const lines: string[] = [];
  for (const child of node.getChildren()) {
    if ($isTableNode(child)) {
      const widths = child.getColWidths()?.join() ?? "";
      lines.push(`${path}table ${widths}`.trimEnd());
      child.getChildren<TableRowNode>().forEach((row, y) => {
        row.getChildren<TableCellNode>().forEach((cell, x) => {
          const look = `${cell.getRowSpan()}x${cell.getColSpan()}${cell.getHeaderStyles()}`;
          lines.push(...$describe(cell, `${path}table[${y},${x} ${look}]>`));
        });
      });
    } else if ($isListNode(child)) {
      const start = child.getStart() === 1 ? "" : `@${child.getStart()}`;
      lines.push(...$describe(child, `${path}${child.getListType()}${start}>`));
    } else if ($isListItemNode(child) && $isListNode(child.getFirstChild())) {
      lines.push(...$describe(child, `${path}li>`));
    } else {
      const tag = $isHeadingNode(child) ? child.getTag() : child.getType();
      const check =
        $isListItemNode(child) && child.getChecked() !== undefined
          ? `[${child.getChecked() ? "x" : " "}]`
          : "";
      const value = $isListItemNode(child) ? `#${child.getValue()}` : "";
      const look = $isElementNode(child) ? child.getFormatType() : "";
      lines.push(`${path}${tag}${check}${value}${look} ${$inline(child)}`);
    }
  }
  return lines;
}

function $inline(node: LexicalNode): string {
  if ($isTextNode(node)) {
    const format = node.getFormat();
    return format === 0 ? node.getTextContent() : `{${format}:${node.getTextContent()}}`;
  }
  if ($isLineBreakNode(node)) return "⏎";
  if (!$isElementNode(node)) return `<${node.getType()}>`;
  const text = node.getChildren().map($inline).join("");
  return node.isInline() ? `[${text}](${(node as unknown as { __url?: string }).__url ?? ""})` : text;
}

export { $createListItemNode, $createListNode };

/** Gives each the other's updates, until nothing is new. */
export function sync(...people: Person[]): void {
  for (let round = 0; round < 10; round++) {
    let isNew = false;
    for (const from of people) {
      for (const to of people) {
        if (from === to) continue;
        const update = Y.encodeStateAsUpdate(from.ydoc, Y.encodeStateVector(to.ydoc));
        const before = Y.encodeStateVector(to.ydoc).toString();
        Y.applyUpdate(to.ydoc, update, `from ${from.name}`);
        if (Y.encodeStateVector(to.ydoc).toString() !== before) isNew = true;
      }
    }
    if (!isNew) return;
  }
}

/** Microtasks: repairs and held changes run there. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}
