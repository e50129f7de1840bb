import {
  $createRangeSelection,
  $getNodeByKey,
  $getRoot,
  $getSelection,
  $isElementNode,
  $isRangeSelection,
  $setSelection,
  type EditorUpdateOptions,
  HISTORY_PUSH_TAG,
  type LexicalEditor,
  type NodeKey,
  SKIP_DOM_SELECTION_TAG,
} from "lexical";
import { $blockOf } from "../../core/blocks.js";
import { createStore, type ReadonlyStore } from "../../core/store.js";
import { $blockText, $replaceSpans, $textBlocks, pieceAt } from "./block-text.js";
import { type FindInText, type FindQuery, findInText, type Span } from "./find-in-text.js";

export interface Match extends Span {
  readonly block: NodeKey;
}

export interface Found {
  readonly matches: readonly Match[];
  /** Of the match that is shown; -1 where there is none. */
  readonly at: number;
}

/** A search that is open: follows the document, and searches again only the blocks that have changed. */
export interface DocumentSearch {
  readonly found: ReadonlyStore<Found>;
  search(query: FindQuery): void;
  go(step: 1 | -1): void;
  replaceOne(replacement: string): void;
  /** All matches, as one step of undo. */
  replaceAll(replacement: string): void;
  /** Selects the match that is shown. */
  select(): void;
  dispose(): void;
}

const NOTHING: Found = { matches: [], at: -1 };

const REPLACE: EditorUpdateOptions = { tag: [HISTORY_PUSH_TAG, SKIP_DOM_SELECTION_TAG], discrete: true };

export function searchDocument(editor: LexicalEditor): DocumentSearch {
  const found = createStore<Found>(NOTHING);
  const known = new Map<NodeKey, readonly Match[]>();
  let find: FindInText = () => [];

  const $refresh = (): Match[] => {
    const present = new Set<NodeKey>();
    const matches: Match[] = [];
    for (const block of $textBlocks($getRoot())) {
      const key = block.getKey();
      present.add(key);
      const inBlock = known.get(key) ?? find($blockText(block).text).map((span) => ({ ...span, block: key }));
      known.set(key, inBlock);
      for (const match of inBlock) matches.push(match);
    }
    for (const key of known.keys()) if (!present.has(key)) known.delete(key);
    return matches;
  };

  /** The match that was shown, or the next one behind it in its block, or else the one at its number. */
  const follow = (matches: readonly Match[]): number => {
    const { matches: before, at } = found.get();
    const shown = before[at];
    if (shown === undefined) return matches.length > 0 ? 0 : -1;
    const next = matches.findIndex(({ block, start }) => block === shown.block && start >= shown.start);
    return next >= 0 ? next : Math.min(at, matches.length - 1);
  };

  const $fromCaret = (matches: readonly Match[]): number => {
    const selection = $getSelection();
    if (!$isRangeSelection(selection) || matches.length === 0) return matches.length === 0 ? -1 : 0;
    const [from] = selection.getStartEndPoints() ?? [selection.anchor];
    const start = from.getNode();
    const block = $blockOf(start);
    if (block === null) return 0;
    const order = new Map($textBlocks($getRoot()).map((each, index) => [each.getKey(), index]));
    const here = order.get(block.getKey()) ?? 0;
    const piece = $blockText(block).pieces.find(({ node }) => node.is(start));
    const caret = piece === undefined ? 0 : piece.start + from.offset;
    const next = matches.findIndex(({ block: key, end }) => {
      const there = order.get(key) ?? 0;
      return there > here || (there === here && end >= caret);
    });
    return Math.max(0, next);
  };

  const replaceIn = (chosen: readonly Match[], replacement: string) => {
    if (!editor.isEditable() || chosen.length === 0) return;
    editor.update(() => {
      for (const key of new Set(chosen.map(({ block }) => block))) {
        const block = $getNodeByKey(key);
        const spans = known.get(key)?.filter((match) => chosen.length > 1 || match === chosen[0]) ?? [];
        if ($isElementNode(block)) $replaceSpans(block, spans, replacement);
      }
      $setSelection(null);
    }, REPLACE);
  };

  const stop = editor.registerUpdateListener(({ editorState, dirtyElements }) => {
    if (dirtyElements.size === 0) return;
    for (const key of dirtyElements.keys()) known.delete(key);
    const matches = editorState.read($refresh);
    found.set({ matches, at: follow(matches) });
  });

  return {
    found,
    search(query) {
      find = findInText(query);
      known.clear();
      editor.read(() => {
        const matches = $refresh();
        found.set({ matches, at: $fromCaret(matches) });
      });
    },
    go(step) {
      const { matches, at } = found.get();
      if (matches.length > 0) found.set({ matches, at: (at + step + matches.length) % matches.length });
    },
    replaceOne(replacement) {
      const { matches, at } = found.get();
      const shown = matches[at];
      if (shown === undefined) return;
      // What stands behind the new text is next, also where the new text itself would be found.
      replaceIn([shown], replacement);
      const behind = shown.start + replacement.length;
      const after = found.get().matches;
      const next = after.findIndex(({ block, start }) => block === shown.block && start >= behind);
      if (next >= 0) found.set({ matches: after, at: next });
    },
    replaceAll: (replacement) => replaceIn(found.get().matches, replacement),
    select() {
      const { matches, at } = found.get();
      const shown = matches[at];
      if (shown === undefined) return;
      editor.update(() => {
        const block = $getNodeByKey(shown.block);
        if (!$isElementNode(block)) return;
        const text = $blockText(block);
        const from = pieceAt(text, shown.start, false);
        const to = pieceAt(text, shown.end, true);
        if (from === null || to === null) return;
        const selection = $createRangeSelection();
        selection.anchor.set(from[0].getKey(), from[1], "text");
        selection.focus.set(to[0].getKey(), to[1], "text");
        $setSelection(selection);
      });
    },
    dispose: stop,
  };
}
