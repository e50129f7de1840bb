import { Fragment, type ReactNode, useEffect, useRef } from "react";
import { type Command, nameOf } from "../../core/command.js";
import { isApple, shortcutLabel, shownShortcut } from "../../core/shortcut.js";
import { useEditorContext } from "../../react/context.js";

interface Props {
  /** What the options' ids begin with. */
  readonly id: string;
  readonly options: readonly Command[];
  /** Index of the option that Enter chooses. */
  readonly active: number;
  /** With the names of the sections. */
  readonly isGrouped: boolean;
  readonly onPoint: (index: number) => void;
  readonly onChoose: (command: Command) => void;
}

export function InsertOptions({ id, options, active, isGrouped, onPoint, onChoose }: Props): ReactNode {
  const { strings } = useEditorContext();
  const apple = isApple();
  const shown = useRef<HTMLDivElement>(null);
  useEffect(() => {
    shown.current?.scrollIntoView({ block: "nearest" });
  }, [active, options]);
  return options.map((command, index) => {
    const Icon = command.icon;
    const section = command.places?.insert ?? "";
    const isFirst = isGrouped && section !== options[index - 1]?.places?.insert;
    const shortcut = shownShortcut(command.shortcuts, apple);
    return (
      <Fragment key={command.id}>
        {isFirst && (
          <div className="motet-menu-section" role="presentation">
            {strings[section] ?? section}
          </div>
        )}
        <div
          ref={index === active ? shown : undefined}
          id={`${id}-${command.id}`}
          className="motet-menu-item"
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          data-motet-command={command.id}
          data-shortcut={shortcut && shortcutLabel(shortcut, apple, strings)}
          onPointerMove={() => onPoint(index)}
          onClick={() => onChoose(command)}
          onKeyDown={(event) => {
            if (event.key === "Enter") onChoose(command);
          }}
        >
          <Icon size={16} aria-hidden="true" />
          <span>{nameOf(command, strings)}</span>
        </div>
      </Fragment>
    );
  });
}
