import { $chosenStretch, $stretchOf } from "../../core/stretch.js";

export type Direction = "up" | "down";

/** What stays where it is is the selection: its neighbour goes to the other side of it. */
export function $moveBlocks(direction: Direction): void {
  const selected = $chosenStretch();
  const next = direction === "up" ? selected?.first.getPreviousSibling() : selected?.last.getNextSibling();
  if (!selected || !next) return;
  const neighbour = $stretchOf(next);
  const nodes = neighbour.first.is(neighbour.last) ? [neighbour.first] : [neighbour.first, neighbour.last];
  if (direction === "up") {
    for (const node of nodes.reverse()) selected.last.insertAfter(node, false);
  } else {
    for (const node of nodes) selected.first.insertBefore(node, false);
  }
}
