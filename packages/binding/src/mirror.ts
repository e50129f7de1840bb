import type { Attributes, LiveBlock } from "@motet/model";
import type { NodeKey } from "lexical";
import type * as Y from "yjs";
import type { Props } from "./codecs.js";

/**
 * A block as Lexical shows it: what was last read from Yjs or written to it. Its segments hold Yjs ids, so a change
 * found in Lexical can be written beside the right characters even if Yjs has moved on since.
 */
export interface MirrorBlock {
  /** The name of the flow that it belongs to. */
  readonly flow: string;
  live: LiveBlock;
  /** The Lexical node that shows the block. */
  key: NodeKey;
  /** The block node's children: a new node that has taken them over is the same block with another type. */
  childKeys: readonly NodeKey[];
  /** What its codec showed, and how the node read then; `null` where that has to be shown again, or no codec shows it. */
  shown: { readonly props: Attributes; readonly read: Props } | null;
  /** The properties that its codec failed on. */
  failed: Attributes | null;
  /** The table that it is shown as; `null` for all other blocks, and for a table that cannot be shown here. */
  table: string | null;
  previous: MirrorBlock | null;
  next: MirrorBlock | null;
}

/** All blocks of a flow in order, found by Lexical key and by marker. */
export class Mirror {
  readonly flow: string;
  first: MirrorBlock | null = null;
  readonly byKey = new Map<NodeKey, MirrorBlock>();
  readonly byMarker = new Map<Y.Item | null, MirrorBlock>();

  constructor(flow: string) {
    this.flow = flow;
  }

  insertAfter(previous: MirrorBlock | null, live: LiveBlock, key: NodeKey): MirrorBlock {
    const next = previous === null ? this.first : previous.next;
    const block: MirrorBlock = {
      flow: this.flow,
      live,
      key,
      childKeys: [],
      shown: null,
      failed: null,
      table: null,
      previous,
      next,
    };
    if (previous === null) this.first = block;
    else previous.next = block;
    if (next !== null) next.previous = block;
    if (key !== "") this.byKey.set(key, block);
    this.byMarker.set(live.marker, block);
    return block;
  }

  remove(block: MirrorBlock): void {
    if (block.previous === null) this.first = block.next;
    else block.previous.next = block.next;
    if (block.next !== null) block.next.previous = block.previous;
    if (this.byKey.get(block.key) === block) this.byKey.delete(block.key);
    if (this.byMarker.get(block.live.marker) === block) this.byMarker.delete(block.live.marker);
  }

  setKey(block: MirrorBlock, key: NodeKey): void {
    if (this.byKey.get(block.key) === block) this.byKey.delete(block.key);
    block.key = key;
    this.byKey.set(key, block);
  }

  clear(): void {
    this.first = null;
    this.byKey.clear();
    this.byMarker.clear();
  }
}
