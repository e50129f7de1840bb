import { $isListItemNode } from "@lexical/list";
import { MAX_INDENT } from "@motet/model";
import {
  $createParagraphNode,
  $getSelection,
  $isParagraphNode,
  $isRangeSelection,
  COMMAND_PRIORITY_NORMAL,
  type ElementNode,
  INSERT_PARAGRAPH_COMMAND,
  KEY_BACKSPACE_COMMAND,
  type LexicalEditor,
  type LexicalNode,
  mergeRegister,
  type RangeSelection,
} from "lexical";
import { registerTab } from "../../core/block-keys.js";
import { $blockOf, $isAtStart, $selectedBlocks } from "../../core/blocks.js";
import { $ownsIndent } from "../../core/owns-indent.js";
import { $createSectionNode, SectionNode } from "./section-node.js";

/** The first of the selected blocks becomes a summary, the others belong to it. */
export function $makeSection(selection: RangeSelection): void {
  const [first, ...others] = $selectedBlocks(selection);
  if (first === undefined) return;
  const indent = $ownsIndent(first) ? first.getIndent() : 0;
  if ($isListItemNode(first)) first.setIndent(0);
  const section = $createSectionNode();
  section.setFormat(first.getFormatType());
  first.replace(section, true);
  section.setIndent(indent);
  for (const other of others)
    if ($ownsIndent(other)) other.setIndent(Math.min(MAX_INDENT, Math.max(indent + 1, other.getIndent())));
}

/** The blocks that belong to a section. */
export function $contentOf(section: SectionNode): LexicalNode[] {
  const content: LexicalNode[] = [];
  for (const node of section.getNextSiblings()) {
    if ($ownsIndent(node) && node.getIndent() <= section.getIndent()) break;
    content.push(node);
  }
  return content;
}

/** The sections that a block stands in, innermost first. Costs what stands between it and the outermost. */
export function $sectionsAround(start: LexicalNode): SectionNode[] {
  const sections: SectionNode[] = [];
  // What the block could stand in: sections with less indent than anything of its own indent in between.
  let below = $ownsIndent(start) ? start.getIndent() : Number.POSITIVE_INFINITY;
  for (let node = start.getPreviousSibling(); node !== null && below > 0; node = node.getPreviousSibling()) {
    if (!$ownsIndent(node)) continue;
    const indent = node.getIndent();
    if (node instanceof SectionNode && indent < below) sections.push(node);
    // A list goes along with the text before it, into every section that this stands in.
    below = Math.min(below, indent);
  }
  return sections;
}

/** Enter, Backspace and Tab in sections. */
export function registerSectionKeys(editor: LexicalEditor): () => void {
  return mergeRegister(
    editor.registerCommand(INSERT_PARAGRAPH_COMMAND, $enter, COMMAND_PRIORITY_NORMAL),
    editor.registerCommand(
      KEY_BACKSPACE_COMMAND,
      (event) => {
        if (!$unwrapAtStart()) return false;
        event.preventDefault();
        return true;
      },
      COMMAND_PRIORITY_NORMAL,
    ),
    registerTab(editor, (selection, back) => {
      const block = $blockOf(selection.anchor.getNode());
      return block !== null && $ownsIndent(block) && $shift(block, back);
    }),
  );
}

/** What follows a text in a section is in it too. At the start of a summary it makes room above, in an empty paragraph it leaves the section. */
function $enter(): boolean {
  const selection = $getSelection();
  const block = $isRangeSelection(selection) ? $blockOf(selection.anchor.getNode()) : null;
  if (block === null || !$isRangeSelection(selection)) return false;
  if (block instanceof SectionNode) {
    if (block.isEmpty() || !$isAtStart(selection, block)) return false;
    const above = $createParagraphNode();
    block.insertBefore(above);
    above.setIndent(block.getIndent());
    return true;
  }
  const [section] = $ownsIndent(block) ? $sectionsAround(block) : [];
  if (section === undefined) return false;
  if ($isParagraphNode(block) && block.isEmpty()) {
    block.setIndent(section.getIndent());
    return true;
  }
  // Lexical's paragraphs begin without an indent.
  const indent = block.getIndent();
  selection.insertParagraph()?.setIndent(indent);
  return true;
}

/** A summary becomes a paragraph; what belonged to it stays where it is. */
function $unwrapAtStart(): boolean {
  const selection = $getSelection();
  const block = $isRangeSelection(selection) ? $blockOf(selection.anchor.getNode()) : null;
  if (!(block instanceof SectionNode) || !$isRangeSelection(selection)) return false;
  if (!$isAtStart(selection, block)) return false;
  const paragraph = $createParagraphNode();
  const indent = block.getIndent();
  block.replace(paragraph, true);
  paragraph.setIndent(indent);
  return true;
}

/** Into the section before, or out of the one around; a summary takes along what belongs to it. Elsewhere Tab moves the focus. */
function $shift(block: ElementNode, back: boolean): boolean {
  const indent = block.getIndent();
  const [around] = $sectionsAround(block);
  if (back) {
    if (around === undefined) return false;
    $indentBy(block, around.getIndent() - indent);
    return true;
  }
  let before = block.getPreviousSibling();
  while (before !== null && !$ownsIndent(before)) before = before.getPreviousSibling();
  if (before === null || !$ownsIndent(before)) return around !== undefined;
  const deepest = before.getIndent() + (before instanceof SectionNode ? 1 : 0);
  const isBehindSection = before instanceof SectionNode || $sectionsAround(before).length > 0;
  if (!isBehindSection) return false;
  if (indent < Math.min(deepest, MAX_INDENT)) $indentBy(block, 1);
  return true;
}

function $indentBy(block: ElementNode, change: number): void {
  const moved = block instanceof SectionNode ? [block, ...$contentOf(block)] : [block];
  for (const node of moved)
    if ($ownsIndent(node)) node.setIndent(Math.max(0, Math.min(MAX_INDENT, node.getIndent() + change)));
}
