import type { createHeadlessEditor } from "@lexical/headless";
import type { HeadingNode } from "@lexical/rich-text";
import type { ElementNode, LexicalEditor, RangeSelection } from "lexical";
import type { Doc } from "yjs";
import type { Meter } from "./meter.js";
import type { BlockKind, TimedVoice } from "./voice.js";

/** One copy of the libraries: editors and documents of two copies do not mix. */
export interface Libraries {
  readonly lexical: typeof import("lexical");
  readonly list: typeof import("@lexical/list");
  readonly richText: typeof import("@lexical/rich-text");
  readonly selection: typeof import("@lexical/selection");
  readonly createHeadlessEditor: typeof createHeadlessEditor;
  readonly Y: typeof import("yjs");
}

export interface Bound {
  readonly editor: LexicalEditor;
  readonly meter: Meter;
  readonly ydoc: Doc;
  readonly errors: readonly unknown[];
  undo(): void;
  close(): void;
}

/** Where updates that come from somebody else say they come from. */
export const FROM_NETWORK = "network";

/** The edits of a `Voice` as Lexical's own operations, so that only the binding differs between contestants. */
export function lexicalVoice(
  { lexical, list, richText, selection, Y }: Libraries,
  { editor, meter, ydoc, errors, undo, close }: Bound,
): TimedVoice {
  const { $getRoot, $getSelection, $isElementNode, $isRangeSelection, $createRangeSelection, $setSelection } =
    lexical;

  const update = (change: () => void) => editor.update(change, { discrete: true });

  /** The element whose children are the blocks: the root, or the list that is all the document. */
  function $column(): ElementNode {
    const first = $getRoot().getFirstChild();
    return list.$isListNode(first) ? first : $getRoot();
  }

  function $blockAt(index: number): ElementNode {
    const block = $column().getChildAtIndex(index);
    if (!$isElementNode(block)) throw new Error(`No block ${index}`);
    return block;
  }

  function $place(index: number, offset: number): void {
    const block = $blockAt(index);
    let left = offset;
    for (const text of block.getAllTextNodes()) {
      if (left <= text.getTextContentSize()) {
        text.select(left, left);
        return;
      }
      left -= text.getTextContentSize();
    }
    block.selectEnd();
  }

  function $withRange(change: (range: RangeSelection) => void): void {
    const range = $getSelection();
    if ($isRangeSelection(range)) change(range);
  }

  return {
    meter,
    errors,
    placeCaret: (index, offset) => update(() => $place(index, offset)),
    type: (text) => update(() => $withRange((range) => range.insertText(text))),
    enter: () => update(() => $withRange((range) => range.insertParagraph())),
    // Lexical's own `deleteCharacter` asks the browser where a character begins.
    backspace: () =>
      update(() =>
        $withRange((range) => {
          range.focus.set(range.focus.key, range.focus.offset - 1, "text");
          range.removeText();
        }),
      ),
    paste: (paragraphs) =>
      update(() => {
        const nodes = paragraphs.map((text) =>
          lexical.$createParagraphNode().append(lexical.$createTextNode(text)),
        );
        if ($getRoot().isEmpty()) $getRoot().append(lexical.$createParagraphNode());
        $getRoot().selectEnd().insertNodes(nodes);
      }),
    merge: (index) =>
      update(() => {
        $blockAt(index).selectStart();
        $withRange((range) => range.deleteCharacter(true));
      }),
    retype: (index) =>
      update(() => {
        const range = $createRangeSelection();
        const block = $blockAt(index);
        range.anchor.set(block.getKey(), 0, "element");
        range.focus.set(block.getKey(), 0, "element");
        $setSelection(range);
        selection.$setBlocksType(range, (): HeadingNode => richText.$createHeadingNode("h2"));
      }),
    removeBlock: (index) => update(() => $blockAt(index).remove()),
    moveBlock: (index, to) =>
      update(() => {
        const block = $blockAt(index);
        const target = $blockAt(to);
        if (to > index) target.insertAfter(block);
        else target.insertBefore(block);
      }),
    split: (index, offset) =>
      update(() => {
        $place(index, offset);
        $withRange((range) => range.insertParagraph());
      }),
    format: (index) =>
      update(() => {
        $blockAt(index).select(0, $blockAt(index).getChildrenSize());
        $withRange((range) => range.formatText("bold"));
      }),
    undo,
    texts: () =>
      editor.read(() =>
        $column()
          .getChildren()
          .map((block) => block.getTextContent()),
      ),
    flush: () => editor.read(() => undefined),
    state: () => Y.encodeStateAsUpdate(ydoc),
    onUpdate: (listener) => {
      ydoc.on("update", (bytes: Uint8Array, origin: unknown) => {
        if (origin !== FROM_NETWORK) listener(bytes);
      });
    },
    receive: (bytes) => Y.applyUpdate(ydoc, bytes, FROM_NETWORK),
    close: () => {
      close();
      ydoc.destroy();
    },
  };
}

/** Makes `texts` all that the document holds. To be called in an update. */
export function $fill({ lexical, list }: Libraries, texts: readonly string[], kind: BlockKind): void {
  const column = kind === "list-item" ? list.$createListNode("bullet") : lexical.$getRoot().clear();
  for (const text of texts) {
    const block = kind === "list-item" ? list.$createListItemNode() : lexical.$createParagraphNode();
    column.append(block.append(lexical.$createTextNode(text)));
  }
  if (list.$isListNode(column)) lexical.$getRoot().clear().append(column);
}
