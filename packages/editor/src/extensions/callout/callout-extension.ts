import type { ElementTransformer } from "@lexical/markdown";
import { CALLOUT, CALLOUT_KINDS, type CalloutKind, normalizeBlock, propOf } from "@motet/model";
import { type ElementFormatType, mergeRegister } from "lexical";
import Info from "lucide-react/icons/info";
import Lightbulb from "lucide-react/icons/lightbulb";
import OctagonExclamation from "lucide-react/icons/octagon-exclamation-point";
import TriangleExclamation from "lucide-react/icons/triangle-exclamation-point";
import type { BlockCodec } from "../../core/binding.js";
import { registerResetKey } from "../../core/block-keys.js";
import { blockTypeCommand } from "../../core/block-type-command.js";
import { defineExtension } from "../../core/extension.js";
import type { Icon } from "../../core/icon.js";
import { OWN_STEP } from "../../core/own-step.js";
import { CalloutNames, calloutName } from "./CalloutNames.js";
import { $createCalloutNode, CalloutNode, calloutKind } from "./callout-node.js";
import { CALLOUT_STRINGS } from "./callout-strings.js";
import { $makeCallouts, $nextCalloutKind, registerCalloutEnd } from "./callouts.js";

const CODEC: BlockCodec<CalloutNode> = {
  type: CALLOUT,
  node: CalloutNode,
  $create: (props) => $show($createCalloutNode(), props),
  $update: (node, props) => void $show(node, props),
  $read: (node) => ({ kind: node.getKind(), indent: node.getIndent(), align: node.getFormatType() }),
};

function $show(node: CalloutNode, props: object): CalloutNode {
  const block = normalizeBlock(CALLOUT, Object.entries(props));
  node.setIndent(Number(propOf(block, "indent")));
  node.setFormat(String(propOf(block, "align")) as ElementFormatType);
  return node.setKind(calloutKind(props));
}

const ICONS: Readonly<Record<CalloutKind, Icon>> = {
  note: Info,
  tip: Lightbulb,
  warning: TriangleExclamation,
  danger: OctagonExclamation,
};

/** `[!note]` and a space where a block begins; in a quote as on GitHub, and in a paragraph. */
const MARKDOWN: ElementTransformer = {
  type: "element",
  dependencies: [CalloutNode],
  regExp: /^\[!(note|tip|warning|danger)\]\s$/i,
  export: () => null,
  replace: (block, children, match) => {
    const callout = $createCalloutNode(calloutKind({ kind: match[1]?.toLowerCase() }));
    block.replace(callout.append(...children));
    callout.selectStart();
  },
};

export const calloutExtension = defineExtension({
  name: "callout",
  strings: CALLOUT_STRINGS,
  blocks: [CODEC],
  commands: [
    ...CALLOUT_KINDS.map((kind) =>
      blockTypeCommand({
        id: calloutName(kind),
        icon: ICONS[kind],
        places: { insert: "sectionBlocks" },
        $is: (block) => block instanceof CalloutNode && block.getKind() === kind,
        $turnInto: (selection) => $makeCallouts(selection, kind),
      }),
    ),
    {
      id: "calloutNext",
      icon: Info,
      shortcuts: [{ mod: true, alt: true, key: "k", code: "KeyK", sign: "K" }],
      run: (editor) => editor.update($nextCalloutKind, OWN_STEP),
      isEnabled: (state) => state.isInText,
    },
  ],
  markdown: [MARKDOWN],
  register: (editor) =>
    mergeRegister(
      registerResetKey(editor, (block) => block instanceof CalloutNode),
      registerCalloutEnd(editor),
    ),
  View: CalloutNames,
});
