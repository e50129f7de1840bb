import { mergeRegister } from "lexical";
import Table from "lucide-react/icons/table";
import { registerTab } from "../../core/block-keys.js";
import { defineExtension } from "../../core/extension.js";
import { OWN_STEP } from "../../core/own-step.js";
import { registerAcceptedTables } from "./accepted-table.js";
import { TableMenu } from "./TableMenu.js";
import { registerTablePaste } from "./table-paste.js";
import { TABLE_STRINGS } from "./table-strings.js";
import { $insertTable, $tabInTable, registerTables } from "./tables.js";

export const tableExtension = defineExtension({
  name: "table",
  theme: {
    table: "motet-table",
    tableCell: "motet-cell",
    tableCellHeader: "motet-cell-header",
    tableCellSelected: "motet-cell-selected",
    tableSelection: "motet-table-selection",
    tableScrollableWrapper: "motet-table-scroll",
  },
  strings: TABLE_STRINGS,
  commands: [
    {
      id: "table",
      icon: Table,
      places: { toolbar: "block", insert: "sectionBlocks" },
      run: (editor) => {
        editor.update($insertTable, OWN_STEP);
        editor.focus();
      },
      isEnabled: (state) => state.isInText && !state.within.has("table"),
    },
  ],
  register: (editor) =>
    mergeRegister(
      registerTables(editor),
      registerTablePaste(editor),
      registerAcceptedTables(editor),
      registerTab(editor, (selection, back) => $tabInTable(selection.anchor.getNode(), back)),
    ),
  ToolbarView: TableMenu,
});
