import { COMMAND_PRIORITY_EDITOR } from "lexical";
import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import type { ViewProps } from "../../core/extension.js";
import { OPEN_BLOCK_MENU_COMMAND } from "./open-block-menu.js";

const BlockHandle = lazy(async () => ({ default: (await import("./BlockHandle.js")).BlockHandle }));

/** The handle, from when somebody points at the text or asks for a block's menu. */
export function BlockHandleView({ editor, isEditable }: ViewProps): ReactNode {
  const [need, setNeed] = useState<"none" | "pointer" | "menu">("none");
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
    <Suspense>
      <BlockHandle editor={editor} isAsked={need === "menu"} />
    </Suspense>
  );
}
