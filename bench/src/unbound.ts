import { BOUND_NODES } from "@motet/binding";
import { $getRoot, $getSelection, $isElementNode, $isRangeSelection, $isTextNode } from "lexical";
import * as Y from "yjs";
import { $fill, lexicalVoice } from "./lexical-voice.js";
import { Meter } from "./meter.js";
import { libraries } from "./motet.js";
import type { BlockKind, TimedContestant } from "./voice.js";

interface Written {
  readonly texts: readonly string[];
  readonly kind: BlockKind;
}

/** What was typed, by place: an unbound editor shares no document by which the place could be found. */
interface Typed {
  readonly block: number;
  readonly offset: number;
  readonly text: string;
}

const encode = (value: Written | Typed) => new TextEncoder().encode(JSON.stringify(value));
const decode = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));

/**
 * The control: the same editor, bound to nothing. What the same edit takes longer in a bound one is the binding's own
 * time. It knows typing only; other edits it does, and tells nobody.
 */
export const unbound: TimedContestant = {
  name: "Lexical alone",
  open(state) {
    const errors: unknown[] = [];
    const editor = libraries.createHeadlessEditor({
      namespace: "bench",
      nodes: [...BOUND_NODES],
      onError: (error) => errors.push(error),
    });
    const meter = new Meter(editor);
    const { texts, kind } = state ? (decode(state) as Written) : { texts: [""], kind: "paragraph" as const };
    editor.update(() => $fill(libraries, texts, kind), { discrete: true });
    const nothing = () => {};
    const voice = lexicalVoice(libraries, {
      editor,
      meter,
      ydoc: new Y.Doc(),
      errors,
      undo: nothing,
      close: nothing,
    });
    const listeners: ((update: Uint8Array) => void)[] = [];
    return {
      ...voice,
      type(text) {
        voice.type(text);
        if (listeners.length === 0) return;
        const typed = editor.read((): Typed => {
          const selection = $getSelection();
          if (!$isRangeSelection(selection)) throw new Error("No caret");
          const block = selection.anchor.getNode().getTopLevelElementOrThrow();
          return {
            block: block.getIndexWithinParent(),
            offset: selection.anchor.offset - text.length,
            text,
          };
        });
        for (const listener of listeners) listener(encode(typed));
      },
      onUpdate: (listener) => void listeners.push(listener),
      receive(update) {
        const { block, offset, text } = decode(update) as Typed;
        editor.update(
          () => {
            const element = $getRoot().getChildAtIndex(block);
            const node = $isElementNode(element) ? element.getFirstChild() : null;
            if ($isTextNode(node)) node.spliceText(offset, 0, text);
          },
          { discrete: true, skipTransforms: true },
        );
      },
    };
  },
  write: (texts, kind = "paragraph") => encode({ texts, kind }),
};
