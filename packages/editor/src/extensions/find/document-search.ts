import {
  $createRangeSelection,
  $getNodeByKey,
  $getRoot,
  $isElementNode,
  $setSelection,
  type EditorUpdateOptions,
  HISTORY_PUSH_TAG,
  type LexicalEditor,
  type NodeKey,
  SKIP_DOM_SELECTION_TAG,
} from "lexical";
import { createStore, type ReadonlyStore } from "../../core/store.js";
import { $blockText, $replaceSpans, $textBlocks, pieceAt } from "./block-text.js";
import { expressionOf, type FindInText, type FindQuery, findInText } from "./find-in-text.js";
import type { Found, Match, PatternTrouble } from "./match.js";
import { $matchAtCaret } from "./match-at-caret.js";
import { fillIn } from "./pattern-match.js";
import { createPatternMatcher, type PatternMatcher } from "./pattern-matcher.js";

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

/** So many UTF-16 units of text are asked for at once. */
const SLICE = 100_000;

export function searchDocument(
  editor: LexicalEditor,
  matcher: PatternMatcher = createPatternMatcher(),
): DocumentSearch {
  const found = createStore<Found>(NOTHING);
  const known = new Map<NodeKey, readonly Match[]>();
  let find: FindInText = () => [];
  /** A regular expression is matched elsewhere, a slice of the document after the other. */
  let expression: RegExp | null = null;
  let trouble: PatternTrouble | undefined;
  let slice: Map<NodeKey, string> | null = null;
  let isSearching = false;
  let whenSearched: (() => void) | undefined;
  /** Where it goes on when a block that one was replaced in has been searched again. */
  let goOnAt: { readonly block: NodeKey; readonly start: number } | null = null;

  const $refresh = (): Match[] => {
    const present = new Set<NodeKey>();
    const matches: Match[] = [];
    const unknown = new Map<NodeKey, string>();
    let length = 0;
    for (const block of $textBlocks($getRoot())) {
      const key = block.getKey();
      present.add(key);
      let inBlock = known.get(key);
      if (inBlock === undefined && expression === null) {
        inBlock = find($blockText(block).text).map((span) => ({ ...span, block: key }));
        known.set(key, inBlock);
      } else if (inBlock === undefined && length < SLICE && slice === null) {
        const { text } = $blockText(block);
        unknown.set(key, text);
        length += text.length;
      }
      for (const match of inBlock ?? []) matches.push(match);
    }
    for (const key of known.keys()) if (!present.has(key)) known.delete(key);
    if (unknown.size > 0) void ask(unknown);
    return matches;
  };

  const ask = async (blocks: Map<NodeKey, string>): Promise<void> => {
    const asked = expression;
    if (asked === null) return;
    slice = blocks;
    const answer = await matcher.match({ expression: asked, texts: [...blocks.values()] });
    // Something else is looked for meanwhile.
    if (slice !== blocks) return;
    slice = null;
    if (answer === null) {
      fail("slow");
      return;
    }
    const isFirst = found.get().matches.length === 0;
    editor.read(() => {
      [...blocks].forEach(([key, text], index) => {
        const block = $getNodeByKey(key);
        if (!$isElementNode(block) || $blockText(block).text !== text) return;
        const spans = answer[index] ?? [];
        known.set(
          key,
          spans.map((pattern) => ({ start: pattern.start, end: pattern.end, block: key, pattern })),
        );
      });
      const matches = $refresh();
      if (slice === null) isSearching = false;
      const next = goOnAt === null ? -1 : firstFrom(matches, goOnAt);
      goOnAt = null;
      if (next >= 0) tell(matches, next);
      else tell(matches, isFirst ? $matchAtCaret(matches) : follow(matches));
    });
    if (slice !== null) return;
    const then = whenSearched;
    whenSearched = undefined;
    then?.();
  };

  const tell = (matches: readonly Match[], at: number): void =>
    found.set({ matches, at, isSearching, trouble });

  const fail = (why: PatternTrouble): void => {
    expression = null;
    find = () => [];
    known.clear();
    whenSearched = undefined;
    isSearching = false;
    trouble = why;
    tell([], -1);
  };

  /** The match that was shown, or the next one behind it in its block, or else the one at its number. */
  const follow = (matches: readonly Match[]): number => {
    const { matches: before, at } = found.get();
    const shown = before[at];
    if (shown === undefined) return matches.length > 0 ? 0 : -1;
    const next = firstFrom(matches, shown);
    return next >= 0 ? next : Math.min(at, matches.length - 1);
  };

  const filledIn = ({ pattern }: Match, replacement: string): string =>
    pattern === undefined ? replacement : fillIn(replacement, pattern);

  const replaceIn = (chosen: readonly Match[], replacement: string) => {
    if (!editor.isEditable() || chosen.length === 0) return;
    editor.update(() => {
      for (const key of new Set(chosen.map(({ block }) => block))) {
        const block = $getNodeByKey(key);
        const spans = known.get(key)?.filter((match) => chosen.length > 1 || match === chosen[0]) ?? [];
        if ($isElementNode(block)) $replaceSpans(block, spans, (match) => filledIn(match, replacement));
      }
      $setSelection(null);
    }, REPLACE);
  };

  const stop = editor.registerUpdateListener(({ editorState, dirtyElements }) => {
    if (dirtyElements.size === 0) return;
    for (const key of dirtyElements.keys()) known.delete(key);
    const matches = editorState.read($refresh);
    tell(matches, follow(matches));
  });

  return {
    found,
    search(query) {
      known.clear();
      slice = null;
      goOnAt = null;
      whenSearched = undefined;
      trouble = undefined;
      expression = null;
      find = () => [];
      if (query.isPattern !== true) find = findInText(query);
      else if (query.text !== "") {
        try {
          expression = expressionOf(query);
        } catch {
          fail("wrong");
          return;
        }
      }
      editor.read(() => {
        const matches = $refresh();
        isSearching = slice !== null;
        tell(matches, $matchAtCaret(matches));
      });
    },
    go(step) {
      const { matches, at } = found.get();
      if (matches.length > 0) tell(matches, (at + step + matches.length) % matches.length);
    },
    replaceOne(replacement) {
      const { matches, at } = found.get();
      const shown = matches[at];
      if (shown === undefined) return;
      // What stands behind the new text is next, also where the new text itself would be found.
      replaceIn([shown], replacement);
      const behind = { block: shown.block, start: shown.start + filledIn(shown, replacement).length };
      if (slice !== null) goOnAt = behind;
      const after = found.get().matches;
      const next = firstFrom(after, behind);
      if (next >= 0) tell(after, next);
    },
    replaceAll(replacement) {
      const replace = () => replaceIn(found.get().matches, replacement);
      if (slice === null) replace();
      else whenSearched = replace;
    },
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
    dispose() {
      stop();
      slice = null;
      whenSearched = undefined;
      matcher.dispose();
    },
  };
}

/** The first match in a block from a place on. */
function firstFrom(
  matches: readonly Match[],
  from: { readonly block: NodeKey; readonly start: number },
): number {
  return matches.findIndex(({ block, start }) => block === from.block && start >= from.start);
}
