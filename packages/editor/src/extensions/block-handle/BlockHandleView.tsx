import { COMMAND_PRIORITY_EDITOR } from "lexical";
import { type ReactNode, Suspense, useCallback, useEffect, useState } from "react";
import type { ViewProps } from "../../core/extension.js";
import { useStrings } from "../../react/context.js";
import { laterPart } from "../../react/later-part.js";
import { Note } from "../../react/Note.js";
import { BLOCK_HANDLE_STRINGS } from "./block-handle-strings.js";
import { OPEN_BLOCK_MENU_COMMAND } from "./open-block-menu.js";

const BlockHandle = laterPart(async () => (await import("./BlockHandle.js")).BlockHandle);

/** The handle, from when somebody points at the text or asks for a block's menu. */
export function BlockHandleView({ editor, isEditable }: ViewProps): ReactNode {
  const [need, setNeed] = useState<"none" | "pointer" | "menu">("none");
  const strings = useStrings(BLOCK_HANDLE_STRINGS);
  const [isGone, setGone] = useState(false);
  const forget = useCallback(() => setGone(false), []);
  useEffect(() => {
    if (need !== "none") return;
    const stopAsking = editor.registerCommand(
      OPEN_BLOCK_MENU_COMMAND,
      () => {
        setNeed("menu");
        return true;
      },
      COMMAND_PRIORITY_EDITOR,
    );
    const root = editor.getRootElement();
    const point = () => setNeed("pointer");
    root?.addEventListener("pointermove", point, { once: true });
    return () => {
      stopAsking();
      root?.removeEventListener("pointermove", point);
    };
  }, [editor, need]);
  if (need === "none" || !isEditable) return null;
  return (
    <>
      <Suspense>
        <BlockHandle editor={editor} isAsked={need === "menu"} onGone={() => setGone(true)} />
      </Suspense>
      <Note onEnd={forget}>{isGone ? strings.blockGone : undefined}</Note>
    </>
  );
}
