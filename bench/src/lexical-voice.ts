import type { createHeadlessEditor } from "@lexical/headless";
import type { HeadingNode } from "@lexical/rich-text";
import type { ElementNode, LexicalEditor } from "lexical";
import type { Doc } from "yjs";
import type { Voice } from "./voice.js";

/** One copy of the libraries: editors and documents of two copies do not mix. */
export interface Libraries {
  readonly lexical: typeof import("lexical");
  readonly richText: typeof import("@lexical/rich-text");
  readonly selection: typeof import("@lexical/selection");
  readonly createHeadlessEditor: typeof createHeadlessEditor;
  readonly Y: typeof import("yjs");
}

export interface Bound {
  readonly editor: LexicalEditor;
  readonly ydoc: Doc;
  undo(): void;
  close(): void;
}

const FROM_NETWORK = "network";

/** The edits of a `Voice` as Lexical's own operations, so that only the binding differs between contestants. */
export function lexicalVoice({ lexical, richText, selection, Y }: Libraries, { editor, ydoc, undo, close }: Bound): Voice {
  const { $getRoot, $getSelection, $isElementNode, $isRangeSelection, $createRangeSelection, $setSelection } = lexical;

  const update = (change: () => void) => editor.update(change, { discrete: true });

  function blockAt(index: number): ElementNode {
    const block = $getRoot().getChildAtIndex(index);
    if (!$isElementNode(block)) throw new Error(`No block ${index}`);
    return block;
  }

  function place(index: number, offset: number): void {
    const block = blockAt(index);
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

  function withRange(change: (range: import("lexical").RangeSelection) => void): void {
    const range = $getSelection();
    if ($isRangeSelection(range)) change(range);
  }

  return {
    placeCaret: (index, offset) => update(() => place(index, offset)),
    type: (text) => update(() => withRange((range) => range.insertText(text))),
    merge: (index) =>
      update(() => {
        blockAt(index).selectStart();
        withRange((range) => range.deleteCharacter(true));
      }),
    retype: (index) =>
      update(() => {
        const range = $createRangeSelection();
        const block = blockAt(index);
        range.anchor.set(block.getKey(), 0, "element");
        range.focus.set(block.getKey(), 0, "element");
        $setSelection(range);
        selection.$setBlocksType(range, (): HeadingNode => richText.$createHeadingNode("h2"));
      }),
    removeBlock: (index) => update(() => blockAt(index).remove()),
    moveBlock: (index, to) =>
      update(() => {
        const block = blockAt(index);
        const target = blockAt(to);
        if (to > index) target.insertAfter(block);
        else target.insertBefore(block);
      }),
    split: (index, offset) =>
      update(() => {
        place(index, offset);
        withRange((range) => range.insertParagraph());
      }),
    format: (index) =>
      update(() => {
        blockAt(index).select(0, blockAt(index).getChildrenSize());
        withRange((range) => range.formatText("bold"));
      }),
    undo,
    texts: () => editor.read(() => $getRoot().getChildren().map((block) => block.getTextContent())),
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
