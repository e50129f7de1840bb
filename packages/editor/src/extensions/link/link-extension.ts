import { LinkNode } from "@lexical/link";
import { LINK } from "@lexical/markdown";
import { mergeRegister } from "lexical";
import Link from "lucide-react/icons/link-2";
import { registerAccepted } from "../../core/accepted.js";
import { defineExtension } from "../../core/extension.js";
import { $acceptLink } from "./accepted-link.js";
import { LinkPopover } from "./LinkPopover.js";
import { LINK_STRINGS } from "./link-strings.js";
import { registerLinks } from "./links.js";
import { OPEN_LINK_COMMAND } from "./open-link.js";

export const linkExtension = defineExtension({
  name: "link",
  theme: { link: "motet-link" },
  strings: LINK_STRINGS,
  commands: [
    {
      id: "link",
      icon: Link,
      shortcuts: [{ mod: true, key: "k" }],
      places: { toolbar: "text", selection: true },
      run: (editor) => void editor.dispatchCommand(OPEN_LINK_COMMAND, { kind: "editing" }),
      isActive: (state) => state.within.has("link"),
      isEnabled: (state) => !state.within.has("code"),
    },
  ],
  markdown: [LINK],
  register: (editor) => mergeRegister(registerLinks(editor), registerAccepted(editor, LinkNode, $acceptLink)),
  View: LinkPopover,
});
