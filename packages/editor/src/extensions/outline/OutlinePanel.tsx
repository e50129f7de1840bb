import type { LexicalEditor, NodeKey } from "lexical";
import X from "lucide-react/icons/x";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useStore, useStrings } from "../../react/context.js";
import { type Counted, countDocument } from "./count-document.js";
import { NO_TEXT, type TextCount } from "./count-text.js";
import { currentHeading, watchPlace } from "./current-heading.js";
import { goToHeading } from "./go-to-heading.js";
import { followHeadings, type Heading } from "./headings.js";
import { OUTLINE_STRINGS } from "./outline-strings.js";
import { useFollowed } from "./use-followed.js";

export interface OutlinePanelProps {
  readonly editor: LexicalEditor;
  readonly onClose: () => void;
}

/** The headings as a list of ways to them, and below it how long the document is, or what is selected of it. */
export function OutlinePanel({ editor, onClose }: OutlinePanelProps): ReactNode {
  const strings = useStrings(OUTLINE_STRINGS);
  const followed = useFollowed(followHeadings, editor);
  const headings = useStore(followed?.list, NONE);
  const count = useFollowed(countDocument, editor);
  const { whole, selected } = useStore(count?.counted, NOTHING);
  const [current, setCurrent] = useState<NodeKey | null>(null);
  const panel = useRef<HTMLElement>(null);
  const openedFrom = useRef<HTMLElement>(null);

  useEffect(() => {
    const look = () => setCurrent(currentHeading(editor, headings));
    look();
    return watchPlace(look);
  }, [editor, headings]);
  useEffect(() => {
    const { activeElement } = document;
    if (activeElement instanceof HTMLElement && activeElement !== panel.current)
      openedFrom.current = activeElement;
    panel.current?.focus();
  }, []);

  const close = () => {
    onClose();
    const from = openedFrom.current;
    // Back to the text, or to the button or field that it was opened from.
    if (from === null || !from.isConnected || from === document.body || from === editor.getRootElement())
      editor.focus();
    else from.focus();
  };
  const top = Math.min(...headings.map(({ level }) => level));
  return (
    <nav
      ref={panel}
      className="motet-popover motet-outline"
      data-motet-part="outline"
      aria-label={strings.outline}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        close();
      }}
    >
      <div className="motet-outline-head">
        <h2>{strings.outline}</h2>
        <button type="button" className="motet-button" aria-label={strings.outlineClose} onClick={close}>
          <X size={16} aria-hidden="true" />
        </button>
      </div>
      {headings.length === 0 ? (
        <p className="motet-outline-empty">{strings.outlineEmpty}</p>
      ) : (
        <ol>
          {headings.map(({ key, level, text }) => (
            <li key={key} style={{ paddingInlineStart: `${(level - top) * 0.75}rem` }}>
              <button
                type="button"
                dir="auto"
                aria-current={key === current ? "location" : undefined}
                data-level={level}
                onClick={() => {
                  goToHeading(editor, key);
                  if (coversText()) onClose();
                }}
              >
                {text === "" ? strings.outlineUntitled : text}
              </button>
            </li>
          ))}
        </ol>
      )}
      <p className="motet-outline-count">
        {selected === null
          ? inWords(strings.outlineCount, whole)
          : inWords(strings.outlineCountSelected, selected)}
      </p>
    </nav>
  );
}

const NONE: readonly Heading[] = [];
const NOTHING: Counted = { whole: NO_TEXT, selected: null };

/** Where there is no room beside the text. */
function coversText(): boolean {
  return globalThis.matchMedia?.("(width < 80rem)").matches ?? false;
}

function inWords(sentence: string, { words, characters }: TextCount): string {
  return sentence
    .replace("{words}", words.toLocaleString())
    .replace("{characters}", characters.toLocaleString());
}
