/** Words of the handle beside a block and of its menu. */
export const BLOCK_HANDLE_STRINGS = {
  blockHandle: "Block",
  blockMenu: "Block menu",
  blockMenuKeywords: "move duplicate turn into delete link",
  blockMenuOpen: "Block menu; drag to move",
  blockInsertBelow: "Insert below",
  blockGone: "Somebody has deleted this block meanwhile.",
  blockTurnInto: "Turn into",
} as const;
