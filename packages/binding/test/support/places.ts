import { $isTableNode } from "@lexical/table";
import type { Desk } from "./act.js";
import { $blocks, type Person } from "./person.js";

/** Puts the caret anywhere in the text, rather often at the start or the end of a block. */
export function placeCaret({ person, random }: Desk): void {
  person.select(...drawPlace(blockTexts(person), random));
}

/** Selects something, rather often within neighbours. */
export function selectRange({ person, random }: Desk): void {
  const texts = blockTexts(person);
  const [block, offset] = drawPlace(texts, random);
  const [far, focusOffset] = drawPlace(texts, random);
  const focus = random.chance(0.7) ? Math.min(texts.length - 1, block + random.int(3)) : far;
  if (hasTableBetween(person, block, block) || hasTableBetween(person, focus, focus)) {
    person.select(block, offset);
    return;
  }
  person.select(block, offset, focus, wholeOffset(texts[focus] ?? "", focusOffset));
}

function drawPlace(texts: readonly string[], random: Desk["random"]): [number, number] {
  const block = random.int(texts.length);
  const text = texts[block] ?? "";
  const roll = random.next();
  const offset = roll < 0.25 ? 0 : roll < 0.5 ? text.length : wholeOffset(text, random.int(text.length + 1));
  return [block, offset];
}

export function blockTexts(person: Person): string[] {
  return person.editor
    .getEditorState()
    .read(() => $blocks().map((block) => block.getTextContent()), { editor: person.editor });
}

/** An offset that does not tear a surrogate pair: no caret stands there. */
export function wholeOffset(text: string, offset: number): number {
  const at = Math.min(offset, text.length);
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}

/** A selection that ends in a table that it began outside of is not what a person can make: the editor selects all of it. */
export function hasTableBetween(person: Person, first: number, last: number): boolean {
  return person.editor.getEditorState().read(
    () =>
      $blocks()
        .slice(Math.min(first, last), Math.max(first, last) + 1)
        .some($isTableNode) as boolean,
    { editor: person.editor },
  );
}

export function tokens(desk: Desk, count: number): string {
  return Array.from({ length: count }, () => desk.token()).join("");
}
