import { readWebEmbed, safeUrl } from "@motet/model";
import {
  $getNodeByKey,
  COMMAND_PRIORITY_EDITOR,
  createCommand,
  type LexicalEditor,
  type NodeKey,
} from "lexical";
import { type ReactNode, useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { $insertCaptioned, frameOf } from "../../core/captioned.js";
import type { ViewProps } from "../../core/extension.js";
import { OWN_STEP } from "../../core/own-step.js";
import { useStrings } from "../../react/context.js";
import { LineDialog } from "../../react/LineDialog.js";
import { $createWebEmbedNode, WebEmbedNode } from "./web-embed-node.js";
import { WEB_EMBED_STRINGS } from "./web-embed-strings.js";

export const ASK_WEB_EMBED_COMMAND = createCommand<void>("ASK_WEB_EMBED_COMMAND");

interface Shown {
  readonly frame: HTMLElement;
  readonly url: string;
}

/** Asks for addresses, and shows what stands in the frames. */
export function WebEmbedView({ editor }: ViewProps): ReactNode {
  const strings = useStrings(WEB_EMBED_STRINGS);
  const [isAsking, setAsking] = useState(false);
  const frames = useFrames(editor);
  useEffect(
    () =>
      editor.registerCommand(
        ASK_WEB_EMBED_COMMAND,
        () => {
          setAsking(true);
          return true;
        },
        COMMAND_PRIORITY_EDITOR,
      ),
    [editor],
  );
  return (
    <>
      {[...frames].map(([key, { frame, url }]) =>
        createPortal(<WebEmbedFrame key={url} url={url} />, frame, key),
      )}
      {isAsking && (
        <LineDialog
          editor={editor}
          part="web-embed-form"
          title={strings.webEmbedAddress}
          hint={strings.webEmbedHint}
          inputMode="url"
          placeholder="https://"
          apply={strings.webEmbedApply}
          cancel={strings.webEmbedCancel}
          onSubmit={(address) => {
            const embed = readWebEmbed(address);
            if (embed === null) return strings.webEmbedRefused;
            editor.update(() => void $insertCaptioned($createWebEmbedNode(embed.url)), OWN_STEP);
            return null;
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

/** The frames on the page by their nodes. Costs what changes. */
function useFrames(editor: LexicalEditor): ReadonlyMap<NodeKey, Shown> {
  const [frames, setFrames] = useState<ReadonlyMap<NodeKey, Shown>>(new Map());
  useEffect(
    () =>
      editor.registerMutationListener(WebEmbedNode, (mutations) => {
        const found = editor.read(() =>
          [...mutations].map(
            ([key, mutation]) => [key, mutation === "destroyed" ? null : $shown(editor, key)] as const,
          ),
        );
        setFrames((known) => {
          const next = new Map(known);
          for (const [key, shown] of found) {
            if (shown === null) next.delete(key);
            else next.set(key, shown);
          }
          return next;
        });
      }),
    [editor],
  );
  return frames;
}

function $shown(editor: LexicalEditor, key: NodeKey): Shown | null {
  const node = $getNodeByKey(key);
  const figure = editor.getElementByKey(key);
  const frame = figure === null ? null : frameOf(figure);
  return node instanceof WebEmbedNode && frame !== null ? { frame, url: node.getUrl() } : null;
}

/** Nothing is asked of the other site before its reader wants it. */
function WebEmbedFrame({ url }: { readonly url: string }): ReactNode {
  const strings = useStrings(WEB_EMBED_STRINGS);
  const [isShown, setShown] = useState(false);
  const embed = readWebEmbed(url);
  const address = safeUrl(url);
  if (embed !== null && isShown)
    return (
      <iframe
        className="motet-web-embed-page"
        src={embed.frame}
        title={`${embed.site}: ${embed.url}`}
        style={{ aspectRatio: embed.ratio }}
        sandbox="allow-scripts allow-same-origin allow-popups allow-forms allow-presentation"
        allow="fullscreen; encrypted-media; picture-in-picture"
        referrerPolicy="strict-origin-when-cross-origin"
      />
    );
  return (
    <div className="motet-web-embed-card">
      {embed === null ? (
        <p>{strings.webEmbedUnknown}</p>
      ) : (
        <>
          <button type="button" className="motet-action motet-action-main" onClick={() => setShown(true)}>
            {strings.webEmbedShow.replace("{site}", embed.site)}
          </button>
          <p>{strings.webEmbedPrivacy.replace("{site}", embed.site)}</p>
        </>
      )}
      {address !== null && (
        <a href={address} target="_blank" rel="noopener noreferrer">
          {address}
        </a>
      )}
    </div>
  );
}
