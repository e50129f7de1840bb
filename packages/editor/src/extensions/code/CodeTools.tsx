import { $isCodeNode } from "@lexical/code-core";
import { $getNodeByKey, COMMAND_PRIORITY_EDITOR, type LexicalEditor, type NodeKey } from "lexical";
import Check from "lucide-react/icons/check";
import Copy from "lucide-react/icons/copy";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { ViewProps } from "../../core/extension.js";
import { OWN_STEP } from "../../core/own-step.js";
import { useStrings } from "../../react/context.js";
import { CHOOSE_CODE_LANGUAGE_COMMAND } from "./choose-language.js";
import { CODE_STRINGS } from "./code-strings.js";
import { findLanguage, LANGUAGES } from "./languages.js";
import { type PointedCode, watchPointedCode } from "./pointed-code.js";
import { showCode } from "./show-code.js";

/** How long it says that it has copied. */
const TOLD_MS = 2_000;

/** Colors and numbers of code, and the bar of the block that one points at or writes in. */
export function CodeTools({ editor, isEditable }: ViewProps): ReactNode {
  const [code, setCode] = useState<PointedCode | null>(null);
  const bar = useRef<HTMLDivElement>(null);
  const select = useRef<HTMLSelectElement>(null);
  useEffect(() => showCode(editor), [editor]);
  useEffect(
    () => watchPointedCode(editor, (element) => bar.current?.contains(element) === true, setCode),
    [editor],
  );
  useEffect(
    () =>
      editor.registerCommand(
        CHOOSE_CODE_LANGUAGE_COMMAND,
        () => {
          select.current?.focus();
          return select.current !== null;
        },
        COMMAND_PRIORITY_EDITOR,
      ),
    [editor],
  );
  const strings = useStrings(CODE_STRINGS);
  if (code === null) return null;
  const { key, language, top, left, width } = code;
  const known = findLanguage(language);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a look and a border of its own.
    <div
      ref={bar}
      className="motet-code-bar"
      data-motet-part="code-bar"
      role="group"
      aria-label={strings.codeBlock}
      style={{ top, left, width }}
      onKeyDown={(event) => {
        if (event.key === "Escape") editor.focus();
      }}
    >
      {isEditable ? (
        <select
          ref={select}
          className="motet-code-language"
          aria-label={strings.codeLanguage}
          value={known?.id ?? language}
          onChange={(event) => setLanguage(editor, key, event.target.value)}
        >
          <option value="">{strings.codeLanguageNone}</option>
          {known === undefined && language !== "" && <option value={language}>{language}</option>}
          {LANGUAGES.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      ) : (
        <span />
      )}
      <CopyButton key={key} editor={editor} code={key} />
    </div>
  );
}

function setLanguage(editor: LexicalEditor, key: NodeKey, language: string): void {
  editor.update(() => {
    const node = $getNodeByKey(key);
    if ($isCodeNode(node)) node.setLanguage(language);
  }, OWN_STEP);
}

function CopyButton({ editor, code }: { readonly editor: LexicalEditor; readonly code: NodeKey }): ReactNode {
  const strings = useStrings(CODE_STRINGS);
  const [told, setTold] = useState<"codeCopied" | "codeCopyFailed">();
  useEffect(() => {
    if (told === undefined) return;
    const ends = setTimeout(() => setTold(undefined), TOLD_MS);
    return () => clearTimeout(ends);
  }, [told]);
  const copy = async () => {
    const text = editor.read(() => $getNodeByKey(code)?.getTextContent() ?? "");
    try {
      await navigator.clipboard.writeText(text);
      setTold("codeCopied");
    } catch {
      setTold("codeCopyFailed");
    }
  };
  const Icon = told === "codeCopied" ? Check : Copy;
  return (
    <>
      <button type="button" className="motet-code-copy" onClick={() => void copy()}>
        <Icon size={14} aria-hidden="true" />
        {strings[told ?? "codeCopy"]}
      </button>
      <span className="motet-hidden" role="status">
        {told && strings[told]}
      </span>
    </>
  );
}
