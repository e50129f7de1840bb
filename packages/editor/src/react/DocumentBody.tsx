import {
  type MouseEvent,
  memo,
  type ReactNode,
  Suspense,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import type { Body } from "../core/body.js";
import { keepCaretInView } from "../core/caret-in-view.js";
import { createCaretLayer } from "../core/caret-layer.js";
import type { Collaboration } from "../core/collaboration.js";
import { textWindow } from "../core/text-window.js";
import { CrashBoundary } from "./CrashBoundary.js";
import { CrashPanel } from "./CrashPanel.js";
import { useCollaboration, useEditorContext, useStore, useStrings } from "./context.js";
import { Decorators } from "./Decorators.js";
import { laterPart } from "./later-part.js";
import { OtherEditor } from "./OtherEditor.js";
import { TooLongPanel } from "./TooLongPanel.js";

const Following = laterPart(async () => (await import("./Following.js")).Following);

export interface DocumentBodyProps {
  readonly className?: string | undefined;
  /** Puts the caret into the text once the document has been loaded. */
  readonly autoFocus?: boolean | undefined;
}

/** The text, with the carets of the others over it. */
export const DocumentBody = memo(function DocumentBody({
  className,
  autoFocus = false,
}: DocumentBodyProps): ReactNode {
  const collaboration = useCollaboration();
  const body = useStore(collaboration?.body, undefined);
  const { openError } = useEditorContext();
  const pointBelow = (event: MouseEvent) => {
    if (event.target !== event.currentTarget || event.button !== 0) return;
    event.preventDefault();
    body?.focusEnd();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: who points below the text means its end; the keyboard has Ctrl+End.
    <div
      className={className ? `motet-body ${className}` : "motet-body"}
      data-motet-part="body"
      onMouseDown={pointBelow}
    >
      {collaboration !== undefined && body !== undefined ? (
        <CrashBoundary key={body.id} onError={collaboration.fail}>
          <Text collaboration={collaboration} body={body} autoFocus={autoFocus} />
        </CrashBoundary>
      ) : openError === undefined ? (
        <Waiting />
      ) : (
        <p className="motet-crash" role="alert">
          {openError.message}
        </p>
      )}
    </div>
  );
});

interface TextProps {
  readonly collaboration: Collaboration;
  readonly body: Body;
  readonly autoFocus: boolean;
}

function Text({ collaboration, body, autoFocus }: TextProps): ReactNode {
  const { strings, extensions } = useEditorContext();
  const phase = useStore(collaboration.phase, LOADING);
  const isEditable = useStore(collaboration.isEditable, false);
  const isEmpty = useStore(body.isEmpty, false);
  const binding = useStore(body.binding, undefined);
  const isFollowing = useStore(collaboration.followed, undefined) !== undefined;
  const [hasFollowed, setHasFollowed] = useState(false);
  if (isFollowing && !hasFollowed) setHasFollowed(true);
  const root = useRef<HTMLDivElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const { editor } = body;
  const hasEditor = phase.kind !== "failed" && phase.kind !== "too-long";

  useLayoutEffect(() => {
    editor.setRootElement(hasEditor ? root.current : null);
    return () => editor.setRootElement(null);
  }, [editor, hasEditor]);

  useEffect(() => {
    if (layer.current === null || binding === undefined) return;
    return createCaretLayer({
      editor,
      carets: binding.carets,
      layer: layer.current,
      topEdge: textWindow(layer.current).top,
      anonymous: strings.personAnonymous,
    });
  }, [editor, binding, strings]);

  useEffect(
    () => (layer.current === null ? undefined : keepCaretInView(editor, textWindow(layer.current))),
    [editor],
  );

  useEffect(() => {
    // Whoever has begun to write the title meanwhile stays there.
    const isFree = document.activeElement === null || document.activeElement === document.body;
    if (autoFocus && isEditable && isFree) editor.focus();
  }, [autoFocus, isEditable, editor]);

  if (phase.kind === "failed") return <CrashPanel collaboration={collaboration} />;
  if (phase.kind === "too-long") return <TooLongPanel collaboration={collaboration} blocks={phase.blocks} />;
  const isLoading = phase.kind === "loading";
  return (
    <div className="motet-text-frame">
      {/* biome-ignore lint/a11y/useSemanticElements: formatted text needs an element that can hold it. */}
      <div
        ref={root}
        className="motet-text"
        role="textbox"
        tabIndex={0}
        aria-multiline="true"
        aria-label={strings.bodyLabel}
        aria-readonly={!isEditable}
        aria-busy={isLoading}
        aria-placeholder={isEmpty && isEditable ? strings.bodyPlaceholder : undefined}
        contentEditable={isEditable}
        suppressContentEditableWarning
        spellCheck
      />
      {isEmpty && isEditable && (
        <div className="motet-placeholder" aria-hidden="true">
          {strings.bodyPlaceholder}
        </div>
      )}
      {isLoading && <Skeleton />}
      {phase.kind === "ready" && <OtherEditor ydoc={collaboration.ydoc} isEditable={isEditable} />}
      <div ref={layer} className="motet-peers" data-motet-part="peers" aria-hidden="true" />
      {/* Stays once it is there: it also says that following has ended. */}
      {hasFollowed && binding !== undefined && (
        <Suspense>
          <Following collaboration={collaboration} editor={editor} carets={binding.carets} />
        </Suspense>
      )}
      <Decorators editor={editor} />
      {extensions.views.map((View, at) => (
        <View key={at} editor={editor} isEditable={isEditable} />
      ))}
    </div>
  );
}

/** What stands in the place of the text before there is a document: as high, and named the same. */
function Waiting(): ReactNode {
  const strings = useStrings();
  return (
    <div className="motet-text-frame">
      {/* biome-ignore lint/a11y/useSemanticElements: it stands for the element above. */}
      <div
        className="motet-text"
        role="textbox"
        tabIndex={0}
        aria-multiline="true"
        aria-label={strings.bodyLabel}
        aria-readonly="true"
        aria-busy="true"
      />
      <Skeleton />
    </div>
  );
}

function Skeleton(): ReactNode {
  const strings = useStrings();
  return (
    <div className="motet-skeleton" data-motet-part="skeleton">
      <span className="motet-hidden">{strings.bodyLoading}</span>
      <i />
      <i />
      <i />
    </div>
  );
}

/** Where whatever covers or cuts off the text from above ends, so that no name hides behind it. */
const LOADING = { kind: "loading" } as const;
