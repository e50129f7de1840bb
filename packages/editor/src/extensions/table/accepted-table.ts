import { TableCellNode, TableNode, TableRowNode } from "@lexical/table";
import { isColor } from "@motet/model";
import { type LexicalEditor, mergeRegister } from "lexical";
import { registerAccepted } from "../../core/accepted.js";

/** No stripes, frozen parts, heights and widths of its own: the document does not keep them. */
export function registerAcceptedTables(editor: LexicalEditor): () => void {
  return mergeRegister(
    registerAccepted(editor, TableNode, (node) => {
      if (node.getRowStriping()) node.setRowStriping(false);
      if (node.getFrozenColumns() > 0) node.setFrozenColumns(0);
      if (node.getFrozenRows() > 0) node.setFrozenRows(0);
    }),
    registerAccepted(editor, TableRowNode, (node) => {
      if (node.getHeight() !== undefined) node.setHeight(undefined);
    }),
    registerAccepted(editor, TableCellNode, (node) => {
      const color = node.getBackgroundColor();
      if (color !== null && !isColor(color)) node.setBackgroundColor(null);
      if (node.getWidth() !== undefined) node.setWidth(undefined);
      if (node.getVerticalAlign() !== undefined) node.setVerticalAlign(undefined);
    }),
  );
}
