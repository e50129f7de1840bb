import type { Status } from "@motet/client";
import { COMMAND_PRIORITY_EDITOR, type LexicalEditor } from "lexical";
import { type ReactNode, useEffect, useState } from "react";
import type { Binding } from "../../core/binding.js";
import type { ViewProps } from "../../core/extension.js";
import { $chosenStretch } from "../../core/stretch.js";
import { useCollaboration, useStore, useStrings } from "../../react/context.js";
import { Note } from "../../react/Note.js";
import { addressOfBlock, blockOfAddress } from "./block-address.js";
import { BLOCK_LINK_STRINGS } from "./block-link-strings.js";
import { COPY_BLOCK_LINK_COMMAND } from "./copy-block-link.js";
import { goToBlock } from "./go-to-block.js";

type Told = "blockLinkCopied" | "blockLinkNotCopied" | "blockLinkGone";

/** Leads to the block that the page's address names, once it is there, and copies such addresses. */
export function BlockLinks({ editor }: ViewProps): ReactNode {
  const collaboration = useCollaboration();
  const body = useStore(collaboration?.body, undefined);
  const binding = useStore(body?.binding, undefined);
  const status = collaboration?.status;
  const strings = useStrings(BLOCK_LINK_STRINGS);
  const [told, setTold] = useState<Told>();

  useEffect(() => {
    if (binding === undefined) return;
    // What the device has of a document may be older than the link.
    let isSought = false;
    const go = () => {
      const blockId = blockOfAddress(window.location.href);
      isSought = blockId !== null && !goToBlock(editor, binding, blockId);
      if (!isSought || !isUpToDate(status?.get())) return;
      isSought = false;
      setTold("blockLinkGone");
    };
    go();
    window.addEventListener("hashchange", go);
    const stop = status?.subscribe(() => isSought && isUpToDate(status.get()) && go());
    return () => {
      window.removeEventListener("hashchange", go);
      stop?.();
    };
  }, [editor, binding, status]);
  useEffect(() => {
    if (binding === undefined) return;
    return editor.registerCommand(
      COPY_BLOCK_LINK_COMMAND,
      () => {
        void copyLink(editor, binding).then(setTold);
        return true;
      },
      COMMAND_PRIORITY_EDITOR,
    );
  }, [editor, binding]);

  return <Note onEnd={() => setTold(undefined)}>{told && strings[told]}</Note>;
}

/** Whether all that the server has is here. */
function isUpToDate(status: Status | undefined): boolean {
  switch (status?.kind) {
    case "saving":
    case "saved":
    case "synced":
    case "read-only":
    case "server-cannot-save":
      return true;
    case "connecting":
    case "offline-kept":
    case "offline-not-kept":
    case "denied":
    case undefined:
      return false;
  }
}

async function copyLink(editor: LexicalEditor, binding: Binding): Promise<Told> {
  const blockId = editor.read(() => {
    const block = $chosenStretch()?.first;
    return block === undefined ? null : binding.$blockId(block);
  });
  if (blockId === null) return "blockLinkNotCopied";
  try {
    await navigator.clipboard.writeText(addressOfBlock(window.location.href, blockId));
    return "blockLinkCopied";
  } catch {
    return "blockLinkNotCopied";
  }
}
