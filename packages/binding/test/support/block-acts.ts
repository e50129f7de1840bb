import { $createCodeNode, $isCodeNode } from "@lexical/code-core";
import {
  $createListItemNode,
  $createListNode,
  $insertList,
  $isListItemNode,
  $removeList,
} from "@lexical/list";
import { $createHeadingNode, $createQuoteNode } from "@lexical/rich-text";
import { $isTableNode } from "@lexical/table";
import {
  $createParagraphNode,
  $createTextNode,
  $isElementNode,
  type ElementFormatType,
  type ElementNode,
} from "lexical";
import { $blockOf } from "../../src/block-order.js";
import type { Act, Desk } from "./act.js";
import { FoldNode } from "./coded-nodes.js";
import { $blocks, $range } from "./person.js";
import { blockTexts, hasTableBetween, placeCaret, selectRange, tokens } from "./places.js";

/** Everything that is done to whole blocks. */
export const BLOCK_ACTS: Readonly<Record<string, Act>> = {
  merge: { group: "text", weight: 9, takes: "nothing", perform: merge },
  retype: { group: "text", weight: 8, takes: "nothing", perform: retype },
  indent: {
    group: "text",
    weight: 5,
    takes: "nothing",
    perform({ person, random }) {
      const block = random.int(blockTexts(person).length);
      const change = random.chance(0.7) ? 1 : -1;
      person.update(() => {
        const node = $blocks()[block];
        if (!$isElementNode(node) || $isTableNode(node)) return;
        node.setIndent(Math.max(0, Math.min(8, node.getIndent() + change)));
      });
    },
  },
  align: {
    group: "text",
    weight: 2,
    takes: "nothing",
    perform({ person, random }) {
      const block = random.int(blockTexts(person).length);
      const align = random.pick<ElementFormatType>(["", "center", "right"]);
      person.update(() => {
        const node = $blocks()[block];
        if ($isElementNode(node) && !$isTableNode(node)) node.setFormat(align);
      });
      return align;
    },
  },
  section: {
    group: "text",
    weight: 4,
    takes: "nothing",
    perform({ person, random }) {
      const at = random.int(blockTexts(person).length);
      const taken = random.int(4);
      person.update(() => {
        const blocks = $blocks();
        const block = blocks[at];
        if (!$isElementNode(block) || $isTableNode(block) || $isListItemNode(block)) return;
        if ($isCodeNode(block)) return;
        const indent = block.getIndent();
        block
          .replace(block instanceof FoldNode ? $createParagraphNode() : new FoldNode(), true)
          .setIndent(indent);
        for (const next of blocks.slice(at + 1, at + 1 + taken)) {
          const isText =
            $isElementNode(next) && !$isListItemNode(next) && !$isTableNode(next) && !$isCodeNode(next);
          if (isText) next.setIndent(Math.min(8, indent + 1));
        }
      });
      return `${at} with ${taken}`;
    },
  },
  check: {
    group: "text",
    weight: 2,
    takes: "nothing",
    perform({ person, random }) {
      const at = random.next();
      person.update(() => {
        const items = $blocks().filter($isListItemNode);
        const item = items[Math.floor(at * items.length)];
        if (item !== undefined && item.getChecked() !== undefined) item.toggleChecked();
      });
    },
  },
  paste: {
    group: "text",
    weight: 4,
    takes: "nothing",
    perform(desk) {
      placeCaret(desk);
      return paste(desk);
    },
  },
  "paste-over": {
    group: "text",
    weight: 1,
    takes: "any",
    perform(desk) {
      selectRange(desk);
      return paste(desk);
    },
  },
  move: { group: "move", weight: 100, takes: "nothing", perform: move },
};

function merge({ person, random }: Desk): string {
  const texts = blockTexts(person);
  const block = random.int(texts.length);
  if (block === 0 || random.chance(0.2)) {
    // What it does in a heading, a quote or a list item.
    person.select(block, 0);
    person.edit((selection) => {
      const node = $blocks()[block];
      if ($isElementNode(node)) node.collapseAtStart(selection);
    });
    return "by collapsing";
  }
  if (hasTableBetween(person, block - 1, block)) return "not: a table is there";
  // Without a DOM Lexical cannot move a caret: what Backspace selects is selected outright.
  person.select(block - 1, texts[block - 1]?.length ?? 0, block, 0);
  person.edit((selection) => selection.removeText());
  return `${block - 1} and ${block}`;
}

function retype(desk: Desk): string {
  const kind = desk.random.pick([
    "paragraph",
    "h1",
    "h3",
    "h6",
    "quote",
    "code",
    "bullet",
    "number",
    "check",
    "none",
  ]);
  if (desk.random.chance(0.4)) selectRange(desk);
  else placeCaret(desk);
  desk.person.update(() => {
    const selection = $range();
    if (kind === "bullet" || kind === "number" || kind === "check") {
      $insertList(kind);
      return;
    }
    if (kind === "none") {
      $removeList();
      return;
    }
    const block = $blockOf(selection.anchor.getNode());
    if (!$isElementNode(block) || $isListItemNode(block) || $isTableNode(block)) return;
    block.replace($createBlock(kind), true);
  });
  return kind;
}

function $createBlock(kind: string): ElementNode {
  switch (kind) {
    case "h1":
    case "h2":
    case "h3":
    case "h6":
      return $createHeadingNode(kind);
    case "quote":
      return $createQuoteNode();
    case "code":
      return $createCodeNode();
    default:
      return $createParagraphNode();
  }
}

/** Several blocks, as they come from another page. */
function paste(desk: Desk): string {
  const { random } = desk;
  const kinds = Array.from({ length: 1 + random.int(4) }, () =>
    random.pick(["paragraph", "paragraph", "h2", "quote", "code", "list"]),
  );
  const texts = kinds.map(() => tokens(desk, 2));
  const formats = kinds.map(() => (random.chance(0.3) ? 1 : 0));
  desk.person.edit((selection) => {
    // What the editor does there: Lexical would drop some of the nodes.
    const start = selection.isBackward() ? selection.focus : selection.anchor;
    if ($isCodeNode($blockOf(start.getNode()))) {
      selection.insertRawText(texts.join("\n"));
      return;
    }
    const nodes = kinds.map((kind, index) => {
      const text = $createTextNode(texts[index]).setFormat(formats[index] ?? 0);
      if (kind !== "list") return $createBlock(kind).append(text);
      return $createListNode("bullet").append($createListItemNode().append(text));
    });
    selection.insertNodes(nodes);
  });
  return kinds.map((kind, index) => `${kind}:${texts[index]}`).join("|");
}

function move({ person, random }: Desk): string {
  const count = blockTexts(person).length;
  const from = random.int(count);
  const to = random.int(count);
  const isBefore = random.chance(0.5);
  person.update(() => {
    const block = $blocks()[from];
    const target = $blocks()[to];
    if (!block || !target || block.is(target)) return;
    if ($isListItemNode(block) !== $isListItemNode(target)) return;
    if (isBefore) target.insertBefore(block);
    else target.insertAfter(block);
  });
  return `${from} to ${to}`;
}
