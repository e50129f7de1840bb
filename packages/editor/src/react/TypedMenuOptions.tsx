import { Fragment, type ReactNode, useEffect, useRef } from "react";

/** One of the things that a typed menu offers. */
export interface TypedMenuOption {
  /** Unique in its menu, without spaces. */
  readonly id: string;
  readonly name: string;
  /** Seen only; the name says it all. */
  readonly icon: ReactNode;
  /** What it is shown under, where the menu is grouped; those of one section follow each other. */
  readonly section?: string | undefined;
  /** Seen only, behind the name: a shortcut. */
  readonly hint?: string | undefined;
}

interface Props<O extends TypedMenuOption> {
  /** What the options' ids begin with. */
  readonly id: string;
  readonly options: readonly O[];
  /** Index of the option that Enter chooses. */
  readonly active: number;
  /** With the names of the sections. */
  readonly isGrouped: boolean;
  readonly onPoint: (index: number) => void;
  readonly onChoose: (option: O) => void;
}

export function TypedMenuOptions<O extends TypedMenuOption>({
  id,
  options,
  active,
  isGrouped,
  onPoint,
  onChoose,
}: Props<O>): ReactNode {
  const shown = useRef<HTMLDivElement>(null);
  useEffect(() => {
    shown.current?.scrollIntoView({ block: "nearest" });
  }, [active, options]);
  return options.map((option, index) => {
    const isFirst = isGrouped && option.section !== options[index - 1]?.section;
    return (
      <Fragment key={option.id}>
        {isFirst && (
          <div className="motet-menu-section" role="presentation">
            {option.section}
          </div>
        )}
        <div
          ref={index === active ? shown : undefined}
          id={`${id}-${option.id}`}
          className="motet-menu-item"
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          data-shortcut={option.hint}
          onPointerMove={() => onPoint(index)}
          onClick={() => onChoose(option)}
          onKeyDown={(event) => {
            if (event.key === "Enter") onChoose(option);
          }}
        >
          {option.icon}
          <span>{option.name}</span>
        </div>
      </Fragment>
    );
  });
}
