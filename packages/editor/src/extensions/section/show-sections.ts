import {
  $getNearestNodeFromDOMNode,
  $getNodeByKey,
  $getSelection,
  $isRangeSelection,
  COMMAND_PRIORITY_EDITOR,
  COMMAND_PRIORITY_LOW,
  createCommand,
  type LexicalCommand,
  type LexicalEditor,
  type LexicalNode,
  mergeRegister,
  type NodeKey,
} from "lexical";
import { REVEAL_COMMAND } from "../../core/reveal.js";
import type { ClosedSections } from "./closed-sections.js";
import { $readPlaces, changesPlace, type Place } from "./section-layout.js";
import { SectionNode, toggleOf } from "./section-node.js";
import { $sectionsAround } from "./sections.js";

/** Closes or opens the section at the caret. */
export const TOGGLE_SECTION_COMMAND: LexicalCommand<void> = createCommand("TOGGLE_SECTION_COMMAND");

export interface ShowSectionsOptions {
  readonly closed: ClosedSections;
  /** A name of a block that lasts; `null` where it has none yet. */
  $blockId(node: LexicalNode): string | null;
}

/**
 * Hides on the page what belongs to closed sections: nothing of it is in the document. A caret, a search of the editor's or
 * the browser's own, and a link open what hides their place. Without sections a commit costs nothing, else what it
 * touched; where blocks came, went or moved, a look at the blocks around the sections.
 */
export function showSections(editor: LexicalEditor, { closed, $blockId }: ShowSectionsOptions): () => void {
  const sections = new Set<NodeKey>();
  let places = new Map<NodeKey, Place>();

  const $isClosed = (section: SectionNode) => {
    const id = $blockId(section);
    return id !== null && closed.has(id);
  };

  const refresh = () => {
    const previous = places;
    places = editor.getEditorState().read(() => $readPlaces(sections, $isClosed), { editor });
    for (const key of previous.keys()) if (!places.has(key)) show(editor.getElementByKey(key), NOWHERE);
    for (const [key, place] of places) show(editor.getElementByKey(key), place);
  };

  /** To be called while reading. */
  const $set = (section: SectionNode, isClosed: boolean) => {
    const id = $blockId(section);
    if (id !== null) closed.set(id, isClosed);
  };

  const $reveal = (node: LexicalNode | null): boolean => {
    const hidden = $hiddenBlock(node, places);
    if (hidden === null) return false;
    for (const section of $sectionsAround(hidden)) $set(section, false);
    return true;
  };

  const $toggle = (section: SectionNode) => {
    const closes = !$isClosed(section);
    $set(section, closes);
    refresh();
    const selection = $getSelection();
    if (!closes || !$isRangeSelection(selection)) return;
    // A caret in what is hidden now goes to the summary.
    const ends = [selection.anchor, selection.focus].map((point) => point.getNode());
    if (ends.some((node) => $hiddenBlock(node, places) !== null)) section.selectEnd();
  };

  const onClick = (event: Event) => {
    const toggle = event.target instanceof Element ? event.target.closest(".motet-section-toggle") : null;
    if (toggle === null) return;
    event.preventDefault();
    editor.update(() => {
      const section = $getNearestNodeFromDOMNode(toggle);
      if (section instanceof SectionNode) $toggle(section);
    });
  };
  const onMouseDown = (event: Event) => {
    // The caret stays where it is.
    if (event.target instanceof Element && event.target.closest(".motet-section-toggle"))
      event.preventDefault();
  };
  const onMatch = ({ target }: Event) => {
    if (!(target instanceof Node)) return;
    if (editor.read(() => $reveal($getNearestNodeFromDOMNode(target)))) refresh();
  };

  return mergeRegister(
    editor.registerMutationListener(SectionNode, (mutations) => {
      for (const [key, change] of mutations) {
        if (change === "destroyed") sections.delete(key);
        else sections.add(key);
      }
      refresh();
      // Blocks have names once what is shown here has been bound.
      queueMicrotask(refresh);
    }),
    editor.registerUpdateListener(({ dirtyElements, dirtyLeaves, editorState, prevEditorState }) => {
      if (sections.size === 0) return;
      const touched = [...dirtyElements.keys(), ...dirtyLeaves];
      if (touched.some((key) => changesPlace(key, editorState, prevEditorState))) refresh();
      else for (const key of dirtyElements.keys()) show(editor.getElementByKey(key), places.get(key));
      const isRevealed = editorState.read(
        () => {
          const selection = $getSelection();
          if (!$isRangeSelection(selection) || !selection.isCollapsed()) return false;
          return $reveal(selection.anchor.getNode());
        },
        { editor },
      );
      if (isRevealed) refresh();
    }),
    editor.registerCommand(
      TOGGLE_SECTION_COMMAND,
      () => {
        const selection = $getSelection();
        const block = $isRangeSelection(selection) ? $blockBeside(selection.anchor.getNode()) : null;
        const section = block instanceof SectionNode ? block : block && $sectionsAround(block)[0];
        if (section) $toggle(section);
        return section != null;
      },
      COMMAND_PRIORITY_EDITOR,
    ),
    editor.registerCommand(
      REVEAL_COMMAND,
      (key) => {
        if ($reveal($getNodeByKey(key))) refresh();
        return false;
      },
      COMMAND_PRIORITY_LOW,
    ),
    editor.registerRootListener((root, previous) => {
      for (const [name, listener] of [
        ["click", onClick],
        ["mousedown", onMouseDown],
        ["beforematch", onMatch],
      ] as const) {
        previous?.removeEventListener(name, listener);
        root?.addEventListener(name, listener);
      }
      if (root !== null) refresh();
    }),
  );
}

const NOWHERE: Place = { inset: 0, isHidden: false, isOpen: null };

/** Sets only what is otherwise. */
function show(element: HTMLElement | null, place: Place | undefined): void {
  if (element === null || place === undefined) return;
  const hidden = place.isHidden ? "until-found" : null;
  if (element.getAttribute("hidden") !== hidden) {
    if (hidden === null) element.removeAttribute("hidden");
    else element.setAttribute("hidden", hidden);
  }
  element.classList.toggle("motet-in-section", place.inset > 0);
  const inset = place.inset > 0 ? String(place.inset) : "";
  if (element.style.getPropertyValue("--motet-inset") !== inset)
    element.style.setProperty("--motet-inset", inset);
  const toggle = place.isOpen === null ? null : toggleOf(element);
  if (toggle !== null && toggle.ariaExpanded !== String(place.isOpen))
    toggle.ariaExpanded = String(place.isOpen);
}

/** The hidden block that a node stands in. */
function $hiddenBlock(start: LexicalNode | null, places: ReadonlyMap<NodeKey, Place>): LexicalNode | null {
  for (let node = start; node !== null; node = node.getParent())
    if (places.get(node.getKey())?.isHidden === true) return node;
  return null;
}

/** The block around a node that stands beside other blocks: a list, not its item. */
function $blockBeside(start: LexicalNode): LexicalNode {
  let node = start;
  for (let parent = node.getParent(); parent !== null; parent = node.getParent()) {
    if (parent.getType() === "root" || parent.getType() === "tablecell") break;
    node = parent;
  }
  return node;
}
