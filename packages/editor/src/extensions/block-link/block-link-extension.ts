import Link from "lucide-react/icons/link-2";
import { defineExtension } from "../../core/extension.js";
import { BlockLinks } from "./BlockLinks.js";
import { BLOCK_LINK_STRINGS } from "./block-link-strings.js";
import { COPY_BLOCK_LINK_COMMAND } from "./copy-block-link.js";

/** Addresses that lead to one block of a document, wherever it has been moved meanwhile and whatever it has become. */
export const blockLinkExtension = defineExtension({
  name: "block-link",
  strings: BLOCK_LINK_STRINGS,
  commands: [
    {
      id: "copyBlockLink",
      icon: Link,
      places: { block: true },
      run: (editor) => void editor.dispatchCommand(COPY_BLOCK_LINK_COMMAND, undefined),
    },
  ],
  View: BlockLinks,
});
