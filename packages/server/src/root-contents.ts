import * as Y from "yjs";
import { ClockRanges } from "./clock-ranges.js";
import type { DecodedUpdate, Struct } from "./decoded-update.js";
import type { KnownState } from "./validate-update.js";
import { visitInOrder } from "./visit-in-order.js";

/** Which structs stand directly in one root type of a document: enough to tell, at the cost of the update, whether an update changes what it says. */
export class RootContents {
  constructor(
    readonly name: string,
    readonly ranges = new ClockRanges(),
  ) {}

  /** Takes an update that fits on `known`, which does not hold it yet. Whether it may change what stands in the root. */
  learn(update: DecodedUpdate, known: Pick<KnownState, "clockOf">): boolean {
    let isTouched = false;
    const take = (struct: Struct): void => {
      if (!this.#holds(struct)) return;
      this.ranges.add(struct.id.client, struct.id.clock, struct.length);
      isTouched = true;
    };
    if (!this.ranges.isEmpty || this.#begins(update)) {
      if (update.structs.size > 1) visitInOrder(update, known, take);
      else for (const structs of update.structs.values()) structs.forEach(take);
    }
    return (
      isTouched ||
      update.deletes.some(({ client, clock, length }) => this.ranges.touches(client, clock, length))
    );
  }

  #begins({ structs }: DecodedUpdate): boolean {
    for (const list of structs.values()) {
      if (list.some((struct) => struct instanceof Y.Item && this.#isParentOf(struct))) return true;
    }
    return false;
  }

  /** A struct names its parent where it has no neighbour; else it stands where its neighbour does. */
  #holds(struct: Struct): boolean {
    if (!(struct instanceof Y.Item)) return false;
    const neighbour = struct.origin ?? struct.rightOrigin;
    return neighbour === null
      ? this.#isParentOf(struct)
      : this.ranges.covers(neighbour.client, neighbour.clock, 1);
  }

  #isParentOf(struct: Y.Item): boolean {
    // Before it is integrated an item holds the name of a root, which the types do not know.
    return (struct.parent as unknown) === this.name;
  }
}
