import { IMAGE } from "@motet/model";
import { mergeRegister } from "lexical";
import Image from "lucide-react/icons/image";
import ImageLink from "lucide-react/icons/image-plus";
import type { BlockCodec } from "../../core/binding.js";
import type { CommandState } from "../../core/command-state.js";
import { defineExtension } from "../../core/extension.js";
import { ImageMenu } from "./ImageMenu.js";
import { ImageView } from "./ImageView.js";
import { $createImageNode, ImageNode, imageOf } from "./image-node.js";
import { IMAGE_STRINGS } from "./image-strings.js";
import { chooseImage, OPEN_IMAGE_FORM_COMMAND, registerImageUploads } from "./image-uploads.js";
import { registerImages } from "./images.js";

const CODEC: BlockCodec<ImageNode> = {
  type: IMAGE,
  node: ImageNode,
  $create: (props) => $createImageNode(imageOf(props)),
  $update: (node, props) => void node.setImage(imageOf(props)),
  $read: (node) => {
    const { src, ...others } = node.getImage();
    return { src: src ?? "", ...others };
  },
};

const canStandHere = ({ isInText, within }: CommandState): boolean =>
  isInText && !within.has("code") && !within.has("table");

export const imageExtension = defineExtension({
  name: "image",
  strings: IMAGE_STRINGS,
  blocks: [CODEC],
  commands: [
    {
      id: "image",
      icon: Image,
      places: { toolbar: "block", insert: "sectionBlocks" },
      run: chooseImage,
      isEnabled: canStandHere,
    },
    {
      id: "imageByAddress",
      icon: ImageLink,
      places: { insert: "sectionBlocks" },
      run: (editor) => void editor.dispatchCommand(OPEN_IMAGE_FORM_COMMAND, "address"),
      isEnabled: canStandHere,
    },
  ],
  register: (editor, { uploadFile }) =>
    mergeRegister(registerImages(editor), registerImageUploads(editor, uploadFile)),
  View: ImageView,
  ToolbarView: ImageMenu,
});
