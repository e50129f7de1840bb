import type { Provider, Status } from "@motet/client";
import type { LexicalEditor } from "lexical";
import { Direction, Tooltip } from "radix-ui";
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type * as Y from "yjs";
import type { Strings } from "../catalogue.js";
import { type Collaboration, openCollaboration } from "../core/collaboration.js";
import { type CombinedExtensions, combineExtensions } from "../core/combine-extensions.js";
import type { EditorExtension } from "../core/extension.js";
import type { FindDocuments } from "../core/find-documents.js";
import type { Mode } from "../core/status-text.js";
import { type Strings as AllStrings, CORE_STRINGS } from "../core/strings.js";
import type { UploadFile } from "../core/upload-file.js";
import { DEFAULT_EXTENSIONS } from "../extensions/index.js";
import { type EditorContext, EditorContextObject } from "./context.js";

export type Theme = "light" | "dark" | "system";

/** The person who writes here, as the others see them. */
export interface EditorUser {
  readonly id: string;
  readonly name: string;
  /** `#rrggbb`; made readable in both themes wherever it is shown. */
  readonly color: string;
  /** Shown to oneself; the others see initials. */
  readonly avatarUrl?: string | undefined;
}

/** What an embedder gets to work with once the document can be edited. */
export interface ReadyEditor {
  readonly ydoc: Y.Doc;
  readonly provider: Provider;
  readonly editor: LexicalEditor;
}

export interface EditorProviderProps {
  /** 1–255 bytes of UTF-8. Changing it closes the one document and opens the other. */
  readonly documentId: string;
  /** The sync server's origin: `ws(s)://` or `http(s)://`. */
  readonly url: string;
  /** Asked before each attempt to connect. */
  readonly token?: (() => Promise<string | null>) | undefined;
  readonly user?: EditorUser | undefined;
  /**
   * Keeps the document on this device for `user.id`, so that it opens without a network and what is written offline
   * survives the browser; true if left out. Without a `user.id` nothing is kept: somebody else may sit here next.
   */
  readonly keepOnDevice?: boolean | undefined;
  /** "read" shows the document, live, and takes no input. */
  readonly mode?: Mode | undefined;
  readonly theme?: Theme | undefined;
  /** Words in another language; what is left out stays English. */
  readonly strings?: Partial<Strings> | undefined;
  /**
   * What the editor can do; `DEFAULT_EXTENSIONS` if left out. Another list opens the document anew; the same ones in a new
   * array do not.
   */
  readonly extensions?: readonly EditorExtension[] | undefined;
  /** Brings pictures to a server of yours; without it they can only be put in by their address. */
  readonly uploadFile?: UploadFile | undefined;
  /** Finds documents of yours to be mentioned; without it only people are offered. */
  readonly findDocuments?: FindDocuments | undefined;
  readonly onStatus?: ((status: Status) => void) | undefined;
  readonly onReady?: ((ready: ReadyEditor) => void) | undefined;
  readonly onError?: ((error: Error) => void) | undefined;
  readonly className?: string | undefined;
  readonly children?: ReactNode;
}

/**
 * Opens a document for the parts of the editor inside it, and gives them theme, words and a place for menus. The parts are not
 * drawn anew because what is around them is: a page that shows its own status changes with every key.
 */
export function EditorProvider(props: EditorProviderProps): ReactNode {
  const { documentId, url, user, mode = "edit", theme = "system", strings, className, children } = props;
  const deviceOwner = props.keepOnDevice === false ? null : (user?.id ?? null);
  const extensions = useCombined(props.extensions ?? DEFAULT_EXTENSIONS);
  const canUpload = props.uploadFile !== undefined;
  const canFind = props.findDocuments !== undefined;
  const latest = useRef(props);
  latest.current = props;
  const [collaboration, setCollaboration] = useState<Collaboration>();
  const [openError, setOpenError] = useState<Error>();
  const [layer, setLayer] = useState<HTMLElement | null>(null);

  // Before the parts are drawn, and then once: the device is read and the server called meanwhile.
  useLayoutEffect(() => {
    let opened: Collaboration;
    const report = (error: Error) => {
      // By itself, not as a method: the window's `reportError` may be given.
      const { onError } = latest.current;
      onError?.(error);
    };
    const ready = () =>
      latest.current.onReady?.({
        ydoc: opened.ydoc,
        provider: opened.provider,
        editor: opened.body.get().editor,
      });
    try {
      opened = openCollaboration({
        documentId,
        url,
        token: async () => (await latest.current.token?.()) ?? null,
        user: latest.current.user,
        deviceOwner,
        mode: latest.current.mode ?? "edit",
        extensions,
        uploadFile: canUpload
          ? (file, options) => (latest.current.uploadFile ?? noUpload)(file, options)
          : undefined,
        onReady: ready,
        onError: report,
      });
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      setOpenError(error);
      report(error);
      return () => setOpenError(undefined);
    }
    setCollaboration(opened);
    latest.current.onStatus?.(opened.status.get());
    const unsubscribe = opened.status.subscribe(() => latest.current.onStatus?.(opened.status.get()));
    return () => {
      unsubscribe();
      setCollaboration(undefined);
      void opened.close();
    };
  }, [documentId, url, deviceOwner, extensions, canUpload]);

  useEffect(() => collaboration?.setMode(mode), [collaboration, mode]);
  const { id, name, color } = user ?? {};
  useEffect(() => {
    if (id !== undefined && name !== undefined && color !== undefined)
      collaboration?.setUser({ id, name, color });
  }, [collaboration, id, name, color]);

  const findDocuments = useMemo<FindDocuments | undefined>(
    () => (canFind ? async (...asked) => (await latest.current.findDocuments?.(...asked)) ?? [] : undefined),
    [canFind],
  );
  const context = useMemo<EditorContext>(
    () => ({
      collaboration,
      extensions,
      strings: completeStrings(extensions, strings),
      layer,
      avatarUrl: user?.avatarUrl,
      findDocuments,
      openError,
    }),
    [collaboration, extensions, strings, layer, user?.avatarUrl, findDocuments, openError],
  );
  const direction = context.strings.direction === "rtl" ? "rtl" : "ltr";
  return (
    <EditorContextObject.Provider value={context}>
      <Direction.Provider dir={direction}>
        <Tooltip.Provider delayDuration={500} skipDelayDuration={200}>
          <div
            className={className ? `motet ${className}` : "motet"}
            dir={direction}
            data-motet-part="root"
            data-motet-theme={theme}
          >
            {layer !== null && children}
            <div className="motet-layer" data-motet-part="layer" ref={setLayer} />
          </div>
        </Tooltip.Provider>
      </Direction.Provider>
    </EditorContextObject.Provider>
  );
}

const noUpload: UploadFile = () => Promise.reject(new Error("There is no uploadFile any more."));

/** The same value for the same extensions, also when an embedder writes their list anew at each rendering. */
function useCombined(extensions: readonly EditorExtension[]): CombinedExtensions {
  const [list, setList] = useState(extensions);
  const isSame = list.length === extensions.length && list.every((each, at) => each === extensions[at]);
  if (!isSame) setList(extensions);
  return useMemo(() => combineExtensions(list), [list]);
}

function completeStrings(extensions: CombinedExtensions, given: Partial<Strings> | undefined): AllStrings {
  return { ...CORE_STRINGS, ...extensions.strings, ...given };
}
