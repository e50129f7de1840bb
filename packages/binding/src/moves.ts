import {
  type Attributes,
  COPY_OF,
  clientOfCopies,
  isMarker,
  MOVES,
  markerId,
  markerMap,
  normalizeBlock,
  TABLE,
  yjsName,
} from "@motet/model";
import * as Y from "yjs";
import type { FlowAnchor } from "./anchors.js";
import { Copies, type Double, outranks, type Rewritten, rankOf } from "./copies.js";
import { CopyOrigins } from "./copy-origins.js";
import { followMove } from "./follow-move.js";
import type { Mirror, MirrorBlock } from "./mirror.js";
import { isGone, takeBack } from "./take-back.js";
import type { MarkerChanges } from "./touched-blocks.js";
import { setMarker } from "./write-marker.js";
import type { Id } from "./yjs-edit.js";

/** A block that stands elsewhere now, under another marker with its name. */
interface Move {
  readonly to: Y.Item;
  /** What this client wrote last in the old marker. */
  readonly ownEntries: ReadonlyMap<string, unknown>;
  /** What the old block's text was a copy of. */
  readonly origins: CopyOrigins | null;
}

/** A flow that blocks move in, out of or into. */
export interface MovedFlow {
  readonly name: string;
  readonly text: Y.Text;
  readonly mirror: Mirror;
  /** The formats that are on right of an item. */
  readonly attributesAt: (left: Y.Item | null) => Attributes;
}

/**
 * Follows blocks that move, also from one flow into another. Who moves a block writes it anew by what they know; what others have typed into the old place
 * meanwhile they cannot know. Each client takes its own text, and what it has set in the old marker, to the new place.
 * Where one block has been moved (or brought back) twice, one marker stays, and the client that wrote the other one takes
 * it back.
 */
export class Moves {
  readonly #ydoc: Y.Doc;
  readonly #onCarried: (carried: readonly Rewritten[]) => void;
  readonly #pending = new Map<Y.Item, Move>();
  /** What is in two places, and has not been looked at yet. */
  readonly #doubles: Double[] = [];
  readonly copies: Copies;
  /** The blocks that are known by a name of their own. */
  readonly #named = new Map<string, Y.Item>();
  readonly #origin = { name: "motet-binding-moves" };

  constructor(ydoc: Y.Doc, onCarried: (carried: readonly Rewritten[]) => void) {
    this.#ydoc = ydoc;
    this.#onCarried = onCarried;
    this.copies = new Copies((id) => isGone(ydoc.store, id));
  }

  get arePending(): boolean {
    return this.#pending.size > 0 || this.#doubles.length > 0;
  }

  /**
   * What text without a marker is called when it goes into another flow: by the flow that it comes from, or, where
   * something is called so already, by its first character.
   */
  nameFor({ flow, live }: MirrorBlock): string {
    const taken = this.#named.get(flow);
    const [first] = live.segments;
    return first === undefined || taken === undefined || taken.deleted ? flow : yjsName({ id: first });
  }

  /** Whether the block of a marker that is gone stands under another one now. */
  hasMoved(marker: Y.Item | null): boolean {
    const to = marker === null ? undefined : this.#named.get(markerId(marker));
    return to !== undefined && to !== marker && !to.deleted;
  }

  /** To be called with the markers that are read, and with those of blocks that this client moves. */
  remember(markers: readonly Y.Item[]): void {
    for (const marker of markers) {
      if (markerMap(marker)?.has("id")) this.#named.set(markerId(marker), marker);
      this.copies.add(marker);
    }
  }

  /** To be called with text that this client has written anew, in the transaction that did it. */
  rewrote(pieces: readonly Rewritten[]): void {
    for (const piece of pieces)
      this.#note(this.copies.addRewritten(piece, markerBefore(this.#ydoc.store, piece.to)));
  }

  /** Who wrote one of the copies sees to it. */
  #note(doubles: readonly Double[]): void {
    const { clientID } = this.#ydoc;
    for (const double of doubles)
      if (double.goes.client === clientID || double.stays.client === clientID) this.#doubles.push(double);
  }

  /** To be called with what changed in each flow, while the transaction that did it has not been cleaned up. */
  receive(changes: Iterable<MarkerChanges>): void {
    const all = [...changes];
    for (const { created, passed } of all) {
      for (const marker of passed) this.#note(this.copies.add(marker));
      this.#receiveCreated(created);
    }
    for (const { gone } of all) this.#receiveGone(gone);
  }

  #receiveCreated(created: readonly Y.Item[]): void {
    for (const marker of created) {
      this.#note(this.copies.add(marker));
      if (markerMap(marker)?.has("id") !== true) continue;
      const name = markerId(marker);
      const other = this.#named.get(name);
      if (other === undefined || other.deleted || other === marker) {
        this.#named.set(name, marker);
        continue;
      }
      const [stays, goes] = outranks(rankOf(marker), rankOf(other)) ? [marker, other] : [other, marker];
      this.#named.set(name, stays);
      if (goes.id.client === this.#ydoc.clientID)
        this.#pending.set(goes, { to: stays, ownEntries: new Map(), origins: originsOf(goes) });
    }
  }

  #receiveGone(gone: readonly Y.Item[]): void {
    for (const marker of gone) {
      const to = this.#named.get(markerId(marker));
      if (to === undefined || to === marker || to.deleted) continue;
      this.#pending.set(marker, {
        to,
        ownEntries: this.#ownEntries(marker),
        origins: originsOf(marker),
      });
    }
  }

  /**
   * Takes what is this client's own from where blocks were to where they are. The flows know blocks as they were; one that
   * `isHeld` waits. Returns where places in the old blocks are now.
   */
  carryOver(
    flowOf: (item: Y.Item) => MovedFlow | null,
    isHeld: (block: MirrorBlock) => boolean,
  ): (at: FlowAnchor) => FlowAnchor {
    const follows: ((at: FlowAnchor) => FlowAnchor)[] = [];
    const ready: { marker: Y.Item; move: Move; from: MovedFlow | null; block: MirrorBlock | undefined }[] =
      [];
    for (const [marker, move] of this.#pending) {
      const from = flowOf(marker);
      const block = from?.mirror.byMarker.get(marker);
      if (block === undefined || !isHeld(block)) ready.push({ marker, move, from, block });
    }
    const doubles = this.#doubles.splice(0);
    // A transaction calls for the next look at what is pending.
    if (ready.length === 0 && doubles.length === 0) return (at) => at;
    this.#ydoc.transact((transaction) => {
      for (const { move, from, block } of ready) {
        const marker = this.#destination(move);
        const to = marker === null ? null : flowOf(marker);
        if (from === null || block === undefined || marker === null || to === null) continue;
        setOwnEntries(marker, move.ownEntries);
        const { text: body, attributesAt } = to;
        const { origins } = move;
        const { carried, follow } = followMove(transaction, { body, block, origins, marker, attributesAt });
        follows.push((at) => {
          const anchor = at.flow === from.name ? follow(at.anchor) : at.anchor;
          return anchor === at.anchor ? at : { flow: to.name, anchor };
        });
        this.rewrote(carried);
        if (carried.length > 0) this.#onCarried(carried);
      }
      for (const { marker } of ready) this.#pending.delete(marker);
      for (const double of doubles)
        for (const left of takeBack(transaction, double)) follows.push(this.#followTo(left, flowOf));
    }, this.#origin);
    return (at) => follows.reduce((place, follow) => follow(place), at);
  }

  #followTo(
    { from, to, length }: Rewritten,
    flowOf: (item: Y.Item) => MovedFlow | null,
  ): (at: FlowAnchor) => FlowAnchor {
    const { client, clock } = to;
    const flow = flowOf(Y.getItem(this.#ydoc.store, Y.createID(client, clock)));
    return (at) => {
      const offset = at.anchor?.client === from.client ? at.anchor.clock - from.clock : -1;
      if (flow === null || offset < 0 || offset >= length) return at;
      return { flow: flow.name, anchor: { client, clock: clock + offset } };
    };
  }

  #destination(move: Move): Y.Item | null {
    let next: Move | undefined = move;
    for (let steps = 0; next !== undefined && steps <= this.#pending.size; steps++) {
      if (!next.to.deleted) return next.to;
      next = this.#pending.get(next.to);
    }
    return null;
  }

  #ownEntries(marker: Y.Item): ReadonlyMap<string, unknown> {
    const own = new Map<string, unknown>();
    markerMap(marker)?._map.forEach((entry, key) => {
      if (key === "id" || key === COPY_OF || key === MOVES || clientOfCopies(key) !== null) return;
      if (entry.id.client !== this.#ydoc.clientID) return;
      const value: unknown = entry.content.getContent().at(-1);
      if (value !== undefined) own.set(key, value);
    });
    return own;
  }
}

/** Sets what was set in the old marker unseen by the mover: not what the mover, or somebody later, has decided anew. */
function setOwnEntries(marker: Y.Item, entries: ReadonlyMap<string, unknown>): void {
  const map = markerMap(marker);
  if (map === null) return;
  const isOpen = (key: string): boolean => {
    const entry = map._map.get(key);
    return entry === undefined || (!entry.deleted && entry.left === null);
  };
  const unseen = [...entries].filter(([key, value]) => isOpen(key) && map.get(key) !== value);
  if (unseen.length === 0) return;
  const { type } = normalizeBlock(map.get("type"), []);
  // What a second marker of a table was made into, or what stood in for it, is not said of the table.
  if (type === TABLE) return;
  const wanted = unseen.find(([key]) => key === "type")?.[1] ?? type;
  setMarker(marker, normalizeBlock(wanted, unseen));
}

/** The marker of the block that a character stands in. Costs what the block costs. */
function markerBefore(store: Y.Doc["store"], { client, clock }: Id): Y.Item | null {
  const start: Y.Item | Y.GC = Y.getItem(store, Y.createID(client, clock));
  let item = start instanceof Y.Item ? start.left : null;
  while (item !== null && !isMarker(item)) item = item.left;
  return item;
}

/** Also of a marker that the transaction under way has deleted. */
function originsOf(marker: Y.Item): CopyOrigins | null {
  const value: unknown = markerMap(marker)?._map.get(COPY_OF)?.content.getContent().at(-1);
  return CopyOrigins.read(marker.id, value);
}
