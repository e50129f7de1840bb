import {
  createProvider,
  type Person,
  type Provider,
  type Status,
  type User,
  warnBeforeUnload,
} from "@motet/client";
import { countBlocks, TITLE } from "@motet/model";
import * as Y from "yjs";
import { type Body, createBody } from "./body.js";
import type { CombinedExtensions } from "./combine-extensions.js";
import { allowsEditing, type Mode } from "./status-text.js";
import { createStore, type ReadonlyStore } from "./store.js";
import type { UploadFile } from "./upload-file.js";

export interface CollaborationOptions {
  readonly documentId: string;
  /** The server's origin: `ws(s)://` or `http(s)://`. */
  readonly url: string;
  readonly token?: (() => Promise<string | null>) | undefined;
  readonly user?: User | undefined;
  /** Whose copy is kept on this device; null or left out: none is kept. */
  readonly deviceOwner?: string | null | undefined;
  readonly mode?: Mode;
  readonly extensions: CombinedExtensions;
  readonly uploadFile?: UploadFile | undefined;
  /** What the editor threw; it is shown as broken until `restart()`. */
  onError?(error: Error): void;
  /** The document has been loaded and may be edited (as far as mode and server allow it). */
  onReady?(): void;
}

/** What is on the screen in place of the text. */
export type Phase =
  | { readonly kind: "loading" }
  | { readonly kind: "ready" }
  /** It has more blocks than a page can hold: its text is shown without an editor. */
  | { readonly kind: "too-long"; readonly blocks: number }
  | { readonly kind: "failed"; readonly error: Error };

/** More blocks than this are not shown in an editor: the browser would stand still for minutes. */
export const MAX_BLOCKS = 50_000;

/** One open document: its ydoc, the provider that keeps it in step with the server, and the editor bound to it. */
export interface Collaboration {
  readonly documentId: string;
  readonly ydoc: Y.Doc;
  readonly provider: Provider;
  readonly title: Y.Text;
  readonly status: ReadonlyStore<Status>;
  readonly people: ReadonlyStore<readonly Person[]>;
  readonly phase: ReadonlyStore<Phase>;
  readonly mode: ReadonlyStore<Mode>;
  readonly isEditable: ReadonlyStore<boolean>;
  readonly body: ReadonlyStore<Body>;
  /** Whom this page scrolls along with: the key of a `ShownPerson`; undefined: nobody. */
  readonly followed: ReadonlyStore<string | undefined>;
  follow(personKey: string | undefined): void;
  setMode(mode: Mode): void;
  setUser(user: User): void;
  /** Puts a new editor in the place of one that has failed. The ydoc, and with it the text, stays. */
  restart(): void;
  /** Shows the phase `failed`: what React's error boundary calls. */
  fail(error: Error): void;
  /** Sends what is on its way and disposes everything. Idempotent. */
  close(): Promise<void>;
}

/** Opens a document; begins to connect at once. Throws for a document id or URL that cannot be one. */
export function openCollaboration(options: CollaborationOptions): Collaboration {
  const {
    documentId,
    url,
    token,
    user,
    deviceOwner = null,
    extensions,
    uploadFile,
    onError,
    onReady,
  } = options;
  const ydoc = new Y.Doc();
  const provider = createProvider({
    documentId,
    url,
    ydoc,
    token,
    user,
    device: deviceOwner === null ? undefined : { owner: deviceOwner },
  });
  const status = createStore(provider.status);
  const people = createStore(provider.people);
  const phase = createStore<Phase>({ kind: "loading" });
  const mode = createStore<Mode>(options.mode ?? "edit");
  const isEditable = createStore(false);
  const followed = createStore<string | undefined>(undefined);
  let closing: Promise<void> | undefined;

  const fail = (error: Error) => {
    if (closing !== undefined || phase.get().kind === "failed") return;
    phase.set({ kind: "failed", error });
    // Lexical calls this in the middle of an update, which must end before the editor is taken apart.
    const broken = body.get();
    queueMicrotask(() => broken.dispose());
    evaluate();
    onError?.(error);
  };
  const bodyOptions = { documentId, extensions, uploadFile, onError: fail };
  const body = createStore(createBody(bodyOptions));

  const evaluate = () => {
    const allowed =
      closing === undefined &&
      phase.get().kind === "ready" &&
      mode.get() === "edit" &&
      allowsEditing(status.get().kind);
    isEditable.set(allowed);
    const { editor } = body.get();
    if (editor.isEditable() !== allowed) editor.setEditable(allowed);
  };

  const bind = () => {
    try {
      const blocks = countBlocks(ydoc);
      if (blocks > MAX_BLOCKS) {
        phase.set({ kind: "too-long", blocks });
        return;
      }
      body.get().bind(provider);
      if (phase.get().kind === "failed") return;
      phase.set({ kind: "ready" });
      evaluate();
    } catch (error) {
      fail(error instanceof Error ? error : new Error(String(error)));
    }
  };

  const load = () => {
    bind();
    if (phase.get().kind === "ready") onReady?.();
  };

  const stops = [
    provider.on("status", (next) => {
      status.set(next);
      evaluate();
    }),
    provider.on("people", people.set),
    provider.on("loaded", load),
    warnBeforeUnload(provider),
  ];
  if (provider.loaded) queueMicrotask(load);

  return {
    documentId,
    ydoc,
    provider,
    title: ydoc.getText(TITLE),
    status,
    people,
    phase,
    mode,
    isEditable,
    body,
    followed,
    follow: followed.set,
    setMode(next) {
      mode.set(next);
      evaluate();
    },
    setUser: (next) => provider.setUser(next),
    restart() {
      if (closing !== undefined || phase.get().kind !== "failed") return;
      body.set(createBody(bodyOptions));
      phase.set({ kind: "loading" });
      if (provider.loaded) bind();
    },
    fail,
    close() {
      closing ??= (async () => {
        for (const stop of stops) stop();
        body.get().dispose();
        await provider.close();
        ydoc.destroy();
      })();
      evaluate();
      return closing;
    },
  };
}
