import { BODY } from "@motet/model";
import { $getNodeByKey, $getSelection, $isRangeSelection, type EditorState, type NodeKey } from "lexical";
import type { Awareness } from "y-protocols/awareness";
import { type Anchor, anchorAfter, type BlockPlace } from "./anchors.js";
import type { DocumentSync } from "./document-sync.js";
import type { MirrorBlock } from "./mirror.js";
import { $placeOf, $pointAt, type Point } from "./points.js";

export interface CaretUser {
  readonly id?: string;
  readonly name: string;
  readonly color: string;
}

/** Where somebody else stands, as Lexical points. */
export interface RemoteCaret {
  readonly clientId: number;
  readonly user: CaretUser;
  readonly anchor: Point;
  readonly focus: Point;
}

export interface Carets {
  /** The same array until something changed. */
  get(): readonly RemoteCaret[];
  subscribe(listener: () => void): () => void;
}

/** A `Y.RelativePosition` as JSON: left of the item, or at the end of the flow `tname`. */
interface CursorJSON {
  readonly type: null;
  readonly tname: string;
  readonly item: { readonly client: number; readonly clock: number } | null;
  readonly assoc: number;
}

interface KnownCaret {
  readonly state: unknown;
  readonly user: CaretUser;
  readonly anchor: PeerPlace;
  readonly focus: PeerPlace;
  /** The blocks that it was last seen in; `null` where it has not been found. */
  blocks: readonly MirrorBlock[] | null;
  caret: RemoteCaret | null;
}

interface PeerPlace {
  readonly flow: string;
  readonly anchor: Anchor;
  readonly side: "before" | "after";
  readonly isEnd: boolean;
}

const NO_CARETS: readonly RemoteCaret[] = Object.freeze([]);

export function createCarets(
  sync: DocumentSync,
  awareness: Awareness | undefined,
): { carets: Carets; dispose: () => void } {
  if (awareness === undefined) {
    return { carets: { get: () => NO_CARETS, subscribe: () => () => undefined }, dispose: () => undefined };
  }
  const known = new Map<number, KnownCaret>();
  const listeners = new Set<() => void>();
  let current: readonly RemoteCaret[] = NO_CARETS;
  let published = "";

  const publish = (editorState: EditorState): void => {
    const cursor = editorState.read(() => $cursor(sync), { editor: sync.editor });
    if (cursor === null) return;
    const text = JSON.stringify(cursor);
    if (text === published || awareness.getLocalState() === null) return;
    published = text;
    awareness.setLocalStateField("cursor", cursor);
  };

  const resolve = (clientIds: Iterable<number>): void => {
    let didChange = false;
    sync.editor.getEditorState().read(
      () => {
        for (const clientId of clientIds) {
          const peer = known.get(clientId);
          if (peer === undefined) continue;
          const caret = $resolve(sync, clientId, peer);
          if (equalCarets(caret, peer.caret)) continue;
          peer.caret = caret;
          didChange = true;
        }
      },
      { editor: sync.editor },
    );
    if (didChange) emit();
  };

  const emit = (): void => {
    const carets: RemoteCaret[] = [];
    for (const peer of known.values()) if (peer.caret !== null) carets.push(peer.caret);
    current = carets.sort((a, b) => a.clientId - b.clientId);
    for (const listener of listeners) listener();
  };

  const receive = (clientIds: readonly number[]): void => {
    let didRemove = false;
    for (const clientId of clientIds) {
      if (clientId === awareness.clientID) continue;
      const state: unknown = awareness.getStates().get(clientId);
      const next = readPeer(state);
      const previous = known.get(clientId);
      if (next === null) {
        didRemove = known.delete(clientId) || didRemove;
      } else {
        known.set(clientId, { ...next, blocks: null, caret: previous?.caret ?? null });
      }
    }
    if (didRemove) emit();
    resolve(clientIds);
  };

  const onAwareness = (changes: { added: number[]; updated: number[]; removed: number[] }): void => {
    receive([...changes.added, ...changes.updated, ...changes.removed]);
    if (awareness.getLocalState() === null) published = "";
  };

  const stopUpdates = sync.editor.registerUpdateListener(({ editorState }) => publish(editorState));
  const stopChanges = sync.onChange((blocks) => {
    const touched: number[] = [];
    for (const [clientId, peer] of known) {
      if (
        peer.blocks === null ||
        peer.blocks.some((block) => blocks.has(block) || !sync.flows.isShown(block))
      ) {
        touched.push(clientId);
      }
    }
    if (touched.length > 0) resolve(touched);
  });
  awareness.on("change", onAwareness);
  receive([...awareness.getStates().keys()]);

  return {
    carets: {
      get: () => current,
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    dispose() {
      awareness.off("change", onAwareness);
      stopUpdates();
      stopChanges();
      listeners.clear();
    },
  };
}

/** The local selection, each end named by what stands right of it: typing there does not change it. */
function $cursor(sync: DocumentSync): { anchor: CursorJSON; focus: CursorJSON } | null {
  const selection = $getSelection();
  if (!$isRangeSelection(selection)) return null;
  const ends = [selection.anchor, selection.focus].map((point): CursorJSON | null => {
    const place = $placeOf(point);
    const block = sync.flows.$blockAt(place);
    if (place === null || block === null) return null;
    const item = anchorAfter(block, place.offset);
    return {
      type: null,
      tname: block.flow,
      item: item === null ? null : { client: item.client, clock: item.clock },
      assoc: 0,
    };
  });
  const [anchor, focus] = ends;
  return anchor && focus ? { anchor, focus } : null;
}

function $resolve(sync: DocumentSync, clientId: number, peer: KnownCaret): RemoteCaret | null {
  const anchor = $find(sync, peer.anchor);
  const focus = $find(sync, peer.focus);
  if (anchor === null || focus === null) {
    peer.blocks = null;
    return peer.caret !== null && stillThere(peer.caret) ? peer.caret : null;
  }
  peer.blocks = anchor.block === focus.block ? [anchor.block] : [anchor.block, focus.block];
  const anchorNode = $getNodeByKey(anchor.block.key);
  const focusNode = $getNodeByKey(focus.block.key);
  if (anchorNode === null || focusNode === null) return null;
  return {
    clientId,
    user: peer.user,
    anchor: $pointAt(anchorNode, anchor.offset),
    focus: $pointAt(focusNode, focus.offset),
  };
}

function stillThere(caret: RemoteCaret): boolean {
  const exists = (key: NodeKey): boolean => $getNodeByKey(key) !== null;
  return exists(caret.anchor.key) && exists(caret.focus.key);
}

function $find(sync: DocumentSync, place: PeerPlace): BlockPlace | null {
  if (!place.isEnd) return sync.flows.placeOf(place, place.side);
  const block = sync.flows.lastBlock(place.flow);
  if (block === null) return null;
  return {
    block,
    offset: block.live.segments.reduce((sum, { text, length }) => sum + (text === null ? 1 : length), 0),
  };
}

/** What an awareness state says; whatever a peer sends, this does not throw. */
function readPeer(state: unknown): Pick<KnownCaret, "state" | "user" | "anchor" | "focus"> | null {
  if (!isObject(state) || !isObject(state.cursor)) return null;
  const anchor = readPlace(state.cursor.anchor);
  const focus = readPlace(state.cursor.focus);
  if (anchor === null || focus === null) return null;
  const user = isObject(state.user) ? state.user : {};
  const text = (value: unknown, fallback: string): string =>
    typeof value === "string" && value !== "" ? value.slice(0, 200) : fallback;
  return {
    state,
    user: {
      ...(typeof user.id === "string" ? { id: user.id.slice(0, 200) } : {}),
      name: text(user.name, "Anonymous"),
      color: text(user.color, "#888888"),
    },
    anchor,
    focus,
  };
}

function readPlace(json: unknown): PeerPlace | null {
  if (!isObject(json)) return null;
  const { item, tname, assoc } = json;
  const flow = typeof tname === "string" ? tname : BODY;
  const side = typeof assoc === "number" && assoc < 0 ? "after" : "before";
  if (isObject(item)) {
    const { client, clock } = item;
    if (!Number.isSafeInteger(client) || !Number.isSafeInteger(clock)) return null;
    return { flow, anchor: { client: client as number, clock: clock as number }, side, isEnd: false };
  }
  return typeof tname === "string" ? { flow, anchor: null, side, isEnd: side === "before" } : null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function equalCarets(a: RemoteCaret | null, b: RemoteCaret | null): boolean {
  if (a === null || b === null) return a === b;
  const equalPoints = (x: Point, y: Point): boolean =>
    x.key === y.key && x.offset === y.offset && x.type === y.type;
  return (
    equalPoints(a.anchor, b.anchor) &&
    equalPoints(a.focus, b.focus) &&
    a.user.name === b.user.name &&
    a.user.color === b.user.color &&
    a.user.id === b.user.id
  );
}
