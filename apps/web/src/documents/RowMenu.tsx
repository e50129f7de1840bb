import { Columns2, Ellipsis, Pencil, Trash2 } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useRef } from "react";
import { navigate } from "wouter/use-browser-location";
import type { DocumentSummary } from "../api/document-summary.js";
import { splitPath } from "../app/routes.js";
import { useWords } from "../language/use-speech.js";
import { fill } from "../language/words.js";
import { useLandmark } from "../ui/use-landmark.js";
import { shownTitle } from "./title.js";

interface RowMenuProps {
  readonly document: DocumentSummary;
  readonly onRename: () => void;
  readonly onDelete: () => void;
}

export function RowMenu({ document, onRename, onDelete }: RowMenuProps) {
  const words = useWords();
  const [ref, landmark] = useLandmark();
  // An entry that moves the focus elsewhere must not lose it to the button as the menu closes.
  const next = useRef<(() => void) | null>(null);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        ref={ref}
        className="icon-button"
        aria-label={fill(words.rowMore, { title: shownTitle(document.title, words) })}
        title={words.rowMoreHint}
      >
        <Ellipsis size={19} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={landmark}>
        <DropdownMenu.Content
          className="menu"
          align="end"
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            if (next.current === null) return;
            event.preventDefault();
            next.current();
            next.current = null;
          }}
        >
          <DropdownMenu.Item
            className="menu__item"
            onSelect={() => {
              next.current = onRename;
            }}
          >
            <Pencil size={17} aria-hidden />
            {words.rename}
            <span className="menu__key" aria-hidden="true">
              F2
            </span>
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu__item" onSelect={() => navigate(splitPath(document.id))}>
            <Columns2 size={17} aria-hidden />
            {words.openSideBySide}
          </DropdownMenu.Item>
          <DropdownMenu.Separator className="menu__line" />
          <DropdownMenu.Item
            className="menu__item menu__item--accent"
            onSelect={() => {
              next.current = onDelete;
            }}
          >
            <Trash2 size={17} aria-hidden />
            {words.delete}
            <span className="menu__key" aria-hidden="true">
              {words.deleteKey}
            </span>
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
