import type { LiveBlock } from "@motet/model";
import type { DraftBlock } from "./draft-block.js";

export function liveText(live: LiveBlock): string {
  return live.segments.map((segment) => segment.text ?? "\ufffc").join("");
}

export function draftText(draft: DraftBlock): string {
  return draft.pieces.map((piece) => (piece.embed === null ? piece.text : "\ufffc")).join("");
}
