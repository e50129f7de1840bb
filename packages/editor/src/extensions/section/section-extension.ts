import { normalizeBlock, propOf, SECTION } from "@motet/model";
import { type ElementFormatType, mergeRegister } from "lexical";
import ListCollapse from "lucide-react/icons/list-collapse";
import type { BlockCodec } from "../../core/binding.js";
import { blockTypeCommand } from "../../core/block-type-command.js";
import { defineExtension } from "../../core/extension.js";
import { ClosedSections } from "./closed-sections.js";
import { SectionNames } from "./SectionNames.js";
import { $createSectionNode, SectionNode } from "./section-node.js";
import { SECTION_STRINGS } from "./section-strings.js";
import { $makeSection, registerSectionKeys } from "./sections.js";
import { showSections, TOGGLE_SECTION_COMMAND } from "./show-sections.js";

const CODEC: BlockCodec<SectionNode> = {
  type: SECTION,
  node: SectionNode,
  $create: (props) => $show($createSectionNode(), props),
  $update: (node, props) => void $show(node, props),
  $read: (node) => ({ indent: node.getIndent(), align: node.getFormatType() }),
};

function $show(node: SectionNode, props: object): SectionNode {
  const block = normalizeBlock(SECTION, Object.entries(props));
  node.setIndent(Number(propOf(block, "indent")));
  return node.setFormat(String(propOf(block, "align")) as ElementFormatType);
}

export const sectionExtension = defineExtension({
  name: "section",
  strings: SECTION_STRINGS,
  blocks: [CODEC],
  commands: [
    blockTypeCommand({
      id: "section",
      icon: ListCollapse,
      places: { insert: "sectionBlocks" },
      $is: (block) => block instanceof SectionNode,
      $turnInto: $makeSection,
    }),
    {
      id: "sectionToggle",
      icon: ListCollapse,
      shortcuts: [{ mod: true, alt: true, key: "s", code: "KeyS", sign: "S" }],
      run: (editor) => void editor.dispatchCommand(TOGGLE_SECTION_COMMAND, undefined),
      isEnabled: (state) => state.isInText,
    },
  ],
  register: (editor, { documentId, $blockId }) =>
    mergeRegister(
      registerSectionKeys(editor),
      showSections(editor, { closed: new ClosedSections(documentId), $blockId }),
    ),
  View: SectionNames,
});
