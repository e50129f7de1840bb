import { defineExtension } from "../../core/extension.js";
import { InsertMenu } from "./InsertMenu.js";
import { INSERT_MENU_STRINGS } from "./insert-menu-strings.js";

/** The menu of blocks that opens at a typed `/`. */
export const insertMenuExtension = defineExtension({
  name: "insert-menu",
  strings: INSERT_MENU_STRINGS,
  View: InsertMenu,
});
