import type { LexicalEditor, NodeKey } from "lexical";
import { $getNodeByKey } from "lexical";
import { type KeyboardEvent, type MouseEvent, type ReactNode, useId, useMemo } from "react";
import { useCollaboration, useStore, useStrings } from "../../react/context.js";
import { hashOfBlock } from "../block-link/block-address.js";
import { goToHeading } from "../outline/go-to-heading.js";
import { followHeadings, type Heading } from "../outline/headings.js";
import { OUTLINE_STRINGS } from "../outline/outline-strings.js";
import { useFollowed } from "../outline/use-followed.js";
import { CONTENTS_STRINGS } from "./contents-strings.js";
import { type NestedHeading, nestHeadings } from "./nest-headings.js";

/** What a table of contents shows: lists in lists, as the headings are. Not numbered: headings that have numbers have them in their words. */
export function Contents({ editor }: { readonly editor: LexicalEditor }): ReactNode {
  const strings = useStrings(STRINGS);
  const titleId = useId();
  const headings = useStore(useFollowed(followHeadings, editor)?.list, NONE);
  const addresses = useAddresses(editor, headings);
  const nested = useMemo(() => nestHeadings(headings), [headings]);

  const list = (entries: readonly NestedHeading[]): ReactNode => (
    <ol>
      {entries.map(({ heading: { key, text }, below }) => (
        <li key={key}>
          <a href={addresses.get(key)} dir="auto" onClick={(event) => follow(event, editor, key)}>
            {text === "" ? strings.outlineUntitled : text}
          </a>
          {below.length > 0 && list(below)}
        </li>
      ))}
    </ol>
  );
  return (
    <nav aria-labelledby={titleId} onKeyDown={(event) => moveFocus(event, editor)}>
      <p id={titleId} className="motet-contents-title">
        {strings.contents}
      </p>
      {headings.length === 0 ? <p className="motet-contents-empty">{strings.outlineEmpty}</p> : list(nested)}
    </nav>
  );
}

const STRINGS = { ...OUTLINE_STRINGS, ...CONTENTS_STRINGS };
const NONE: readonly Heading[] = [];

/** What each heading is called in the page's address. */
function useAddresses(editor: LexicalEditor, headings: readonly Heading[]): ReadonlyMap<NodeKey, string> {
  const binding = useStore(useStore(useCollaboration()?.body, undefined)?.binding, undefined);
  return useMemo(() => {
    const state = editor.getEditorState();
    return state.read(
      () =>
        new Map(
          headings.map(({ key }) => {
            const node = $getNodeByKey(key);
            const blockId = node === null ? null : (binding?.$blockId(node) ?? null);
            return [key, blockId === null ? "#" : hashOfBlock(blockId)];
          }),
        ),
    );
  }, [editor, headings, binding]);
}

/** In this page it goes to the heading by itself; whoever wants another tab has it of the browser. */
function follow(event: MouseEvent, editor: LexicalEditor, key: NodeKey): void {
  // Neither does a click at a link select the block.
  event.stopPropagation();
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  goToHeading(editor, key);
}

/** The arrow keys go from link to link, Escape back to the text. */
function moveFocus(event: KeyboardEvent<HTMLElement>, editor: LexicalEditor): void {
  const links = [...event.currentTarget.querySelectorAll("a")];
  const at = links.indexOf(event.target as HTMLAnchorElement);
  switch (event.key) {
    case "ArrowDown":
      links[Math.min(at + 1, links.length - 1)]?.focus();
      break;
    case "ArrowUp":
      links[Math.max(at - 1, 0)]?.focus();
      break;
    case "Escape":
      editor.focus();
      break;
    default:
      return;
  }
  event.preventDefault();
}
