import { Search, X } from "lucide-react";
import { useRef } from "react";
import { useWords } from "../language/use-speech.js";

interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function SearchField({ label, value, onChange }: SearchFieldProps) {
  const words = useWords();
  const field = useRef<HTMLInputElement>(null);
  const clear = () => {
    onChange("");
    field.current?.focus();
  };
  return (
    <search className="search">
      <Search size={17} aria-hidden />
      <input
        ref={field}
        type="search"
        className="field"
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        maxLength={200}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || value === "") return;
          event.preventDefault();
          clear();
        }}
      />
      {value !== "" && (
        <button
          type="button"
          className="icon-button search__clear"
          aria-label={words.clearSearch}
          onClick={clear}
        >
          <X size={16} aria-hidden />
        </button>
      )}
    </search>
  );
}
