import { defineExtension } from "../../core/extension.js";
import { TextColorMenu } from "./TextColorMenu.js";
import { TEXT_COLOR_STRINGS } from "./text-color-strings.js";

export const textColorExtension = defineExtension({
  name: "text-color",
  strings: TEXT_COLOR_STRINGS,
  ToolbarView: TextColorMenu,
});
