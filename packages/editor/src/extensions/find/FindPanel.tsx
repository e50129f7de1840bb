import { $getSelection, type LexicalEditor } from "lexical";
import CaseSensitive from "lucide-react/icons/case-sensitive";
import ChevronDown from "lucide-react/icons/chevron-down";
import ChevronUp from "lucide-react/icons/chevron-up";
import Regex from "lucide-react/icons/regex";
import WholeWord from "lucide-react/icons/whole-word";
import X from "lucide-react/icons/x";
import { type ReactNode, useEffect, useId, useMemo, useRef, useState } from "react";
import type { ViewProps } from "../../core/extension.js";
import type { Icon } from "../../core/icon.js";
import { useStore, useStrings } from "../../react/context.js";
import { searchDocument } from "./document-search.js";
import { FIND_STRINGS } from "./find-strings.js";
import type { Found } from "./match.js";
import type { FindField } from "./open-find.js";
import { hideMatches, showMatches } from "./show-matches.js";

export interface FindPanelProps extends ViewProps {
  /** A new object each time that the panel is asked for. */
  readonly asked: { readonly field: FindField };
  readonly onClose: () => void;
}

export function FindPanel({ editor, isEditable, asked, onClose }: FindPanelProps): ReactNode {
  const strings = useStrings(FIND_STRINGS);
  const [text, setText] = useState(() => selectedLine(editor));
  const [replacement, setReplacement] = useState("");
  const [matchesCase, setMatchesCase] = useState(false);
  const [isWholeWord, setWholeWord] = useState(false);
  const [isPattern, setPattern] = useState(false);
  const countId = useId();
  const field = useRef<HTMLInputElement>(null);
  const search = useMemo(() => searchDocument(editor), [editor]);
  const found = useStore(search.found, NOTHING);

  useEffect(() => search.dispose, [search]);
  useEffect(
    () => search.search({ text, matchesCase, isWholeWord, isPattern }),
    [search, text, matchesCase, isWholeWord, isPattern],
  );
  useEffect(() => showMatches(editor, found), [editor, found]);
  useEffect(() => hideMatches, []);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [asked]);

  const close = () => {
    search.select();
    onClose();
    editor.focus();
  };
  return (
    <search
      className="motet-popover motet-find"
      data-motet-part="find"
      aria-label={strings.find}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        const isFind = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "f";
        if (event.key === "Escape") close();
        else if (isFind) field.current?.select();
        else return;
        event.preventDefault();
      }}
    >
      <form
        className="motet-find-row"
        onSubmit={(event) => {
          event.preventDefault();
          search.go(1);
        }}
      >
        <input
          ref={field}
          className="motet-input"
          aria-label={strings.findText}
          placeholder={strings.findText}
          aria-invalid={found.trouble === undefined ? undefined : true}
          aria-describedby={found.trouble === undefined ? undefined : countId}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || !event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            search.go(-1);
          }}
        />
        <Toggle icon={CaseSensitive} name={strings.findCase} isOn={matchesCase} onToggle={setMatchesCase} />
        <Toggle icon={WholeWord} name={strings.findWord} isOn={isWholeWord} onToggle={setWholeWord} />
        <Toggle icon={Regex} name={strings.findPattern} isOn={isPattern} onToggle={setPattern} />
        <Press icon={ChevronUp} name={strings.findPrevious} onPress={() => search.go(-1)} />
        <Press icon={ChevronDown} name={strings.findNext} onPress={() => search.go(1)} />
        <Press icon={X} name={strings.findClose} onPress={close} />
      </form>
      <p id={countId} className="motet-find-count" aria-live="polite" aria-atomic="true">
        {text === "" ? "" : inWords(found, strings)}
      </p>
      {isEditable && (
        <form
          className="motet-find-row"
          onSubmit={(event) => {
            event.preventDefault();
            search.replaceOne(replacement);
          }}
        >
          <input
            className="motet-input"
            aria-label={strings.findReplacement}
            placeholder={strings.findReplacement}
            autoComplete="off"
            value={replacement}
            onChange={(event) => setReplacement(event.target.value)}
          />
          <button type="submit" className="motet-action">
            {strings.findReplaceOne}
          </button>
          <button type="button" className="motet-action" onClick={() => search.replaceAll(replacement)}>
            {strings.findReplaceAll}
          </button>
        </form>
      )}
    </search>
  );
}

const NOTHING: Found = { matches: [], at: -1 };

function inWords(
  { matches, at, isSearching, trouble }: Found,
  strings: Readonly<Record<keyof typeof FIND_STRINGS, string>>,
): string {
  if (trouble === "wrong") return strings.findPatternWrong;
  if (trouble === "slow") return strings.findPatternSlow;
  if (isSearching === true) return "…";
  if (matches.length === 0) return strings.findNone;
  return strings.findCount.replace("{at}", String(at + 1)).replace("{count}", String(matches.length));
}

interface ToggleProps {
  readonly icon: Icon;
  readonly name: string;
  readonly isOn: boolean;
  readonly onToggle: (isOn: boolean) => void;
}

function Toggle({ icon: Sign, name, isOn, onToggle }: ToggleProps): ReactNode {
  return (
    <button
      type="button"
      className="motet-button"
      aria-label={name}
      title={name}
      aria-pressed={isOn}
      onClick={() => onToggle(!isOn)}
    >
      <Sign size={18} aria-hidden="true" />
    </button>
  );
}

interface PressProps {
  readonly icon: Icon;
  readonly name: string;
  readonly onPress: () => void;
}

function Press({ icon: Sign, name, onPress }: PressProps): ReactNode {
  return (
    <button type="button" className="motet-button" aria-label={name} title={name} onClick={onPress}>
      <Sign size={18} aria-hidden="true" />
    </button>
  );
}

/** What is selected, as far as it can stand in a field of one line. */
function selectedLine(editor: LexicalEditor): string {
  const text = editor.read(() => $getSelection()?.getTextContent() ?? "");
  return text.length > 200 || text.includes("\n") ? "" : text;
}
