import * as Y from "yjs";

const FAN_IN = 32;

/** `Y.mergeUpdates`, in a tree: its cost grows with the square of the number of inputs, so many small ones are merged in groups first. */
export function mergeUpdates(updates: readonly Uint8Array[]): Uint8Array {
  let level = updates;
  while (level.length > FAN_IN) {
    const next: Uint8Array[] = [];
    for (let from = 0; from < level.length; from += FAN_IN)
      next.push(merge(level.slice(from, from + FAN_IN)));
    level = next;
  }
  return merge(level);
}

function merge(updates: readonly Uint8Array[]): Uint8Array {
  return updates.length === 1 ? (updates[0] as Uint8Array) : Y.mergeUpdates([...updates]);
}
