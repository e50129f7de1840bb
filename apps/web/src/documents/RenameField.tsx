import { useRef, useState } from "react";
import { useWords } from "../language/use-speech.js";

interface RenameFieldProps {
  readonly title: string;
  /** Null: left as it was. */
  readonly onDone: (title: string | null) => void;
}

/** Enter and leaving the field keep the new title, Escape the old one. */
export function RenameField({ title, onDone }: RenameFieldProps) {
  const words = useWords();
  const [typed, setTyped] = useState(title);
  const isDone = useRef(false);
  const finish = (keep: boolean) => {
    if (isDone.current) return;
    isDone.current = true;
    const next = typed.trim();
    onDone(keep && next !== title ? next : null);
  };
  return (
    <input
      className="field row__rename"
      aria-label={words.title}
      placeholder={words.untitled}
      maxLength={200}
      value={typed}
      // The field appears because somebody asked to rename: the next key is meant for it.
      ref={focusAll}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => finish(true)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === "Enter") finish(true);
        else if (event.key === "Escape") finish(false);
        else return;
        event.preventDefault();
      }}
    />
  );
}

function focusAll(field: HTMLInputElement | null): void {
  field?.focus();
  field?.select();
}
