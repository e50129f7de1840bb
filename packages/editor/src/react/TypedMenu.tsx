import { $getNodeByKey, $isTextNode, type LexicalEditor } from "lexical";
import { Popover } from "radix-ui";
import { type ReactNode, useEffect, useId, useMemo, useRef, useState } from "react";
import { registerMenuKeys } from "../core/menu-keys.js";
import type { TypedQuery } from "../core/typed-query.js";
import { useEditorContext } from "./context.js";
import { type TypedMenuOption, TypedMenuOptions } from "./TypedMenuOptions.js";

interface Props<O extends TypedMenuOption> {
  readonly editor: LexicalEditor;
  readonly query: TypedQuery;
  /** What is offered for the query; nothing is shown where it is empty. */
  readonly options: readonly O[];
  /** Its name for `data-motet-part`. */
  readonly part: string;
  readonly label: string;
  /** With the names of the sections. */
  readonly isGrouped?: boolean;
  readonly onChoose: (option: O) => void;
  readonly onClose: () => void;
}

/** What is offered for something typed, as a list at its sign. The focus stays in the text. */
export function TypedMenu<O extends TypedMenuOption>({
  editor,
  query,
  options,
  part,
  label,
  isGrouped = false,
  onChoose,
  onClose,
}: Props<O>): ReactNode {
  const { layer } = useEditorContext();
  const [chosen, setChosen] = useState({ text: query.text, id: "" });
  const id = useId();
  const isOpen = options.length > 0;
  // Other text asks anew, and its best answer is the first.
  const kept = chosen.text === query.text ? options.findIndex((each) => each.id === chosen.id) : 0;
  const active = Math.max(0, kept);
  const point = (index: number) => setChosen({ text: query.text, id: options[index]?.id ?? "" });

  const latest = useRef({ options, active, point, onChoose, onClose });
  latest.current = { options, active, point, onChoose, onClose };
  useEffect(() => {
    if (!isOpen) return;
    return registerMenuKeys(editor, {
      move(by) {
        const { options, active, point } = latest.current;
        point((active + by + options.length) % options.length);
      },
      choose() {
        const { options, active, onChoose } = latest.current;
        const option = options[active];
        if (option !== undefined) onChoose(option);
      },
      close: () => latest.current.onClose(),
    });
  }, [editor, isOpen]);

  const activeId = isOpen ? `${id}-${options[active]?.id}` : undefined;
  useEffect(() => {
    const root = editor.getRootElement();
    if (root === null || activeId === undefined) return;
    const says = { "aria-haspopup": "listbox", "aria-controls": id, "aria-activedescendant": activeId };
    for (const [name, value] of Object.entries(says)) root.setAttribute(name, value);
    return () => {
      for (const name of Object.keys(says)) root.removeAttribute(name);
    };
  }, [editor, id, activeId]);

  const anchor = useMemo(
    () => ({ current: { getBoundingClientRect: () => rectOf(editor, query) } }),
    [editor, query],
  );
  return (
    <Popover.Root open={isOpen} onOpenChange={(open) => open || onClose()}>
      <Popover.Anchor virtualRef={anchor} />
      <Popover.Portal container={layer}>
        <Popover.Content
          id={id}
          className="motet-menu motet-typed-menu"
          data-motet-part={part}
          role="listbox"
          aria-label={label}
          align="start"
          sideOffset={6}
          collisionPadding={8}
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
          // The focus, and with it the caret, stays where one writes.
          onMouseDown={(event) => event.preventDefault()}
        >
          <TypedMenuOptions
            id={id}
            options={options}
            active={active}
            isGrouped={isGrouped}
            onPoint={point}
            onChoose={onChoose}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function rectOf(editor: LexicalEditor, query: TypedQuery): DOMRect {
  const element = editor.getElementByKey(query.key);
  const text = element?.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
  const isThere = editor.read(() => $isTextNode($getNodeByKey(query.key))) && text instanceof Text;
  if (!isThere || query.start >= text.length) return element?.getBoundingClientRect() ?? new DOMRect();
  const range = text.ownerDocument.createRange();
  range.setStart(text, query.start);
  range.setEnd(text, query.start + 1);
  return range.getBoundingClientRect();
}
