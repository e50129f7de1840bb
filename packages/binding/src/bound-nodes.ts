import { CodeHighlightNode, CodeNode } from "@lexical/code-core";
import { AutoLinkNode, LinkNode } from "@lexical/link";
import { ListItemNode, ListNode } from "@lexical/list";
import { HeadingNode, QuoteNode } from "@lexical/rich-text";
import { TableCellNode, TableNode, TableRowNode } from "@lexical/table";
import type { Klass, LexicalNode } from "lexical";
import { UnknownBlockNode, UnknownInlineNode } from "./placeholder-nodes.js";
import { TableCaptionNode } from "./table-caption-node.js";

/** The Lexical nodes that the binding maps: give them to the editor that is bound. */
export const BOUND_NODES: readonly Klass<LexicalNode>[] = [
  HeadingNode,
  QuoteNode,
  ListNode,
  ListItemNode,
  LinkNode,
  AutoLinkNode,
  CodeNode,
  CodeHighlightNode,
  TableNode,
  TableRowNode,
  TableCellNode,
  TableCaptionNode,
  UnknownBlockNode,
  UnknownInlineNode,
];
