import { CodeNode } from "@lexical/code-core";
import { type LexicalEditor, mergeRegister, type NodeKey } from "lexical";
import type { CodeGroup } from "./color-code.js";
import { findLanguage } from "./languages.js";
import { placesOf, readCode } from "./read-code.js";

export const SHOW_CODE_DEFAULTS = {
  /** What is behind them has no colors: nobody waits for the rest of a log. */
  maxColoredCharacters: 20_000,
  /** Longer code takes its colors when its writer rests. */
  maxEagerCharacters: 4_000,
  restMs: 150,
  maxNumberedLines: 10_000,
} as const;

interface ShownBlock {
  readonly element: HTMLElement;
  isInSight: boolean;
  wait: ReturnType<typeof setTimeout> | undefined;
  painted: readonly Painted[];
}

interface Painted {
  readonly group: CodeGroup;
  readonly range: AbstractRange;
}

/**
 * Numbers the lines of code and colors it, without touching what stands in the text: the browser paints highlights. Only blocks in
 * sight cost something, and of them only what has changed.
 */
export function showCode(editor: LexicalEditor, options = SHOW_CODE_DEFAULTS): () => void {
  const blocks = new Map<NodeKey, ShownBlock>();
  const keys = new WeakMap<Element, NodeKey>();
  const stale = new Set<NodeKey>();
  let frame: number | undefined;

  const refresh = (key: NodeKey): void => {
    stale.add(key);
    frame ??= requestAnimationFrame(() => {
      frame = undefined;
      for (const each of stale) {
        const block = blocks.get(each);
        if (block?.isInSight === true) show(each, block);
      }
      stale.clear();
    });
  };
  const show = (key: NodeKey, block: ShownBlock): void => {
    const { element } = block;
    const code = readCode(element);
    const lines = Math.min(code.lines, options.maxNumberedLines);
    if (element.dataset.lines !== String(lines)) {
      element.dataset.lines = String(lines);
      element.dataset.numbers = Array.from({ length: lines }, (_, at) => at + 1).join("\n");
    }
    const language = findLanguage(element.dataset.language ?? "");
    element.dataset.languageName = language?.name ?? element.dataset.language ?? "";
    clearTimeout(block.wait);
    if (language === undefined || typeof Highlight === "undefined") unpaint(block);
    else if (code.text.length <= options.maxEagerCharacters || block.painted.length === 0)
      void color(key, block, language.id);
    else block.wait = setTimeout(() => void color(key, block, language.id), options.restMs);
  };
  const color = async (key: NodeKey, block: ShownBlock, language: string): Promise<void> => {
    const { colorCode, loadLanguage, isLoaded } = await import("./color-code.js");
    if (!isLoaded(language)) await loadLanguage(language);
    const isStill = findLanguage(block.element.dataset.language ?? "")?.id === language;
    if (blocks.get(key) !== block || !block.isInSight || !isStill) return;
    const code = readCode(block.element);
    const colored = colorCode(code.text.slice(0, options.maxColoredCharacters), language);
    unpaint(block);
    // They do not follow what is written: no range has to be kept up at each key, and what changed is colored anew.
    block.painted = placesOf(code, colored).map(({ stretch: { group }, place }) => ({
      group,
      range: new StaticRange(place),
    }));
    for (const { group, range } of block.painted) highlightOf(group).add(range);
  };

  const sight = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const key = keys.get(target);
        const block = key === undefined ? undefined : blocks.get(key);
        if (key === undefined || block === undefined) continue;
        block.isInSight = isIntersecting;
        if (isIntersecting) refresh(key);
        else unpaint(block);
      }
    },
    { rootMargin: "50% 0px" },
  );
  const forget = (key: NodeKey): void => {
    const block = blocks.get(key);
    if (block === undefined) return;
    blocks.delete(key);
    clearTimeout(block.wait);
    sight.unobserve(block.element);
    unpaint(block);
  };
  const stop = mergeRegister(
    editor.registerMutationListener(CodeNode, (mutations) => {
      for (const [key, mutation] of mutations) {
        const element = mutation === "destroyed" ? null : editor.getElementByKey(key);
        if (blocks.get(key)?.element === element) continue;
        forget(key);
        if (element === null) continue;
        blocks.set(key, { element, isInSight: false, wait: undefined, painted: [] });
        keys.set(element, key);
        sight.observe(element);
      }
    }),
    editor.registerUpdateListener(({ dirtyElements }) => {
      for (const key of dirtyElements.keys()) if (blocks.has(key)) refresh(key);
    }),
  );
  return () => {
    stop();
    if (frame !== undefined) cancelAnimationFrame(frame);
    for (const key of blocks.keys()) forget(key);
    sight.disconnect();
  };
}

function unpaint(block: ShownBlock): void {
  for (const { group, range } of block.painted) highlightOf(group).delete(range);
  block.painted = [];
}

/** One for all editors of a page, as the stylesheet knows it. */
function highlightOf(group: CodeGroup): Highlight {
  const name = `motet-code-${group}`;
  let highlight = CSS.highlights.get(name);
  if (highlight === undefined) {
    highlight = new Highlight();
    CSS.highlights.set(name, highlight);
  }
  return highlight;
}
