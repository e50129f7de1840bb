import { WEB_EMBED } from "@motet/model";
import MonitorPlay from "lucide-react/icons/monitor-play";
import type { BlockCodec } from "../../core/binding.js";
import { defineExtension } from "../../core/extension.js";
import { ASK_WEB_EMBED_COMMAND, WebEmbedView } from "./WebEmbedView.js";
import { $createWebEmbedNode, urlOf, WebEmbedNode } from "./web-embed-node.js";
import { WEB_EMBED_STRINGS } from "./web-embed-strings.js";

const CODEC: BlockCodec<WebEmbedNode> = {
  type: WEB_EMBED,
  node: WebEmbedNode,
  $create: (props) => $createWebEmbedNode(urlOf(props)),
  $update: (node, props) => void node.setUrl(urlOf(props)),
  $read: (node) => ({ url: node.getUrl() }),
};

export const webEmbedExtension = defineExtension({
  name: "web-embed",
  strings: WEB_EMBED_STRINGS,
  blocks: [CODEC],
  commands: [
    {
      id: "webEmbed",
      icon: MonitorPlay,
      places: { insert: "sectionBlocks" },
      run: (editor) => void editor.dispatchCommand(ASK_WEB_EMBED_COMMAND, undefined),
      isEnabled: ({ isInText, within }) => isInText && !within.has("code") && !within.has("table"),
    },
  ],
  View: WebEmbedView,
});
