import {
  $insertList,
  $isListItemNode,
  $isListNode,
  type ListItemNode,
  type ListType,
  registerCheckList,
  registerList,
} from "@lexical/list";
import { CHECK_LIST, ORDERED_LIST, UNORDERED_LIST } from "@lexical/markdown";
import { MAX_INDENT } from "@motet/model";
import {
  INDENT_CONTENT_COMMAND,
  type LexicalEditor,
  mergeRegister,
  OUTDENT_CONTENT_COMMAND,
  type RangeSelection,
} from "lexical";
import List from "lucide-react/icons/list";
import ListChecks from "lucide-react/icons/list-checks";
import ListOrdered from "lucide-react/icons/list-ordered";
import { registerTab } from "../../core/block-keys.js";
import { blockTypeCommand } from "../../core/block-type-command.js";
import { $blockOf } from "../../core/blocks.js";
import { defineExtension } from "../../core/extension.js";
import type { Icon } from "../../core/icon.js";
import { digitKey } from "../../core/shortcut.js";
import { registerCheckMark } from "./check-mark.js";
import { registerBoxArrows } from "./item-direction.js";
import { registerListRoles } from "./list-roles.js";

const list = (id: string, kind: ListType, icon: Icon, digit: number) =>
  blockTypeCommand({
    id,
    icon,
    shortcuts: [digitKey(digit, { mod: true, shift: true })],
    places: { toolbar: "list", insert: "sectionLists" },
    $is: (block) => $isListItemNode(block) && $kindOf(block) === kind,
    $turnInto: () => $insertList(kind),
  });

function $kindOf(item: ListItemNode): ListType {
  const parent = item.getParent();
  return $isListNode(parent) ? parent.getListType() : "bullet";
}

export const listExtension = defineExtension({
  name: "list",
  theme: {
    list: {
      ul: "motet-list motet-list-bullet",
      ol: "motet-list motet-list-number",
      checklist: "motet-list-check",
      listitem: "motet-item",
      listitemChecked: "motet-item-checked",
      listitemUnchecked: "motet-item-unchecked",
      nested: { listitem: "motet-item-nested" },
    },
  },
  strings: {
    bulletedList: "Bulleted list",
    bulletedListKeywords: "unordered ul points dashes",
    numberedList: "Numbered list",
    numberedListKeywords: "ordered ol 1.",
    checkList: "Check list",
    checkListKeywords: "todo task box",
  },
  commands: [
    list("bulletedList", "bullet", List, 8),
    list("numberedList", "number", ListOrdered, 7),
    list("checkList", "check", ListChecks, 9),
  ],
  markdown: [CHECK_LIST, UNORDERED_LIST, ORDERED_LIST],
  register: (editor) =>
    mergeRegister(
      registerList(editor, { restoreNumbering: true }),
      registerCheckList(editor),
      registerListRoles(editor),
      registerCheckMark(editor),
      registerBoxArrows(editor),
      registerTab(editor, (selection, back) => $indentItem(editor, selection, back)),
    ),
});

/** One level below the item before it at most: levels are never skipped. */
function $indentItem(editor: LexicalEditor, selection: RangeSelection, back: boolean): boolean {
  const item = $blockOf(selection.anchor.getNode());
  if (!$isListItemNode(item)) return false;
  if (back) editor.dispatchCommand(OUTDENT_CONTENT_COMMAND);
  else if (item.getIndent() < MAX_INDENT && item.getPreviousSibling() !== null) {
    editor.dispatchCommand(INDENT_CONTENT_COMMAND);
  }
  return true;
}
