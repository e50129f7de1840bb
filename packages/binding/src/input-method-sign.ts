import type { NodeKey } from "lexical";
import { liveText } from "./block-text.js";
import type { DraftBlock } from "./draft-block.js";
import type { MirrorBlock } from "./mirror.js";

/** A zero-width space: Lexical's COMPOSITION_START_CHAR. */
const SIGN = "\u200b";

/**
 * A draft without the sign that Lexical keeps in the text for an input method to write beside, and takes away when
 * the composition ends: it is nobody's text, and undo would bring it back. Where such characters were before, all stay.
 */
export function withoutSign(
  draft: DraftBlock,
  before: readonly MirrorBlock[],
  composed: NodeKey | null,
): DraftBlock {
  if (composed === null) return draft;
  if (!draft.pieces.some(({ key, text }) => key === composed && text.includes(SIGN))) return draft;
  if (before.some(({ live }) => liveText(live).includes(SIGN))) return draft;
  const pieces = draft.pieces.map((piece) =>
    piece.key === composed ? { ...piece, text: piece.text.replaceAll(SIGN, "") } : piece,
  );
  return { ...draft, pieces };
}
