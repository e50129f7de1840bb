import Bold from "lucide-react/icons/bold";
import Code from "lucide-react/icons/code";
import Heading1 from "lucide-react/icons/heading-1";
import Heading2 from "lucide-react/icons/heading-2";
import Heading3 from "lucide-react/icons/heading-3";
import Italic from "lucide-react/icons/italic";
import Link from "lucide-react/icons/link-2";
import List from "lucide-react/icons/list";
import ListChecks from "lucide-react/icons/list-checks";
import ListOrdered from "lucide-react/icons/list-ordered";
import Pilcrow from "lucide-react/icons/pilcrow";
import Redo from "lucide-react/icons/redo-2";
import SquareCode from "lucide-react/icons/square-code";
import Strikethrough from "lucide-react/icons/strikethrough";
import Table from "lucide-react/icons/table";
import TextQuote from "lucide-react/icons/text-quote";
import Underline from "lucide-react/icons/underline";
import Undo from "lucide-react/icons/undo-2";
import type { ComponentType, SVGProps } from "react";
import type { IconName } from "../core/commands.js";

type Icon = ComponentType<SVGProps<SVGSVGElement> & { size?: number | string }>;

/** The pictures of the commands, by the names that the command table gives them. */
export const ICONS: Readonly<Record<IconName, Icon>> = {
  undo: Undo,
  redo: Redo,
  paragraph: Pilcrow,
  heading1: Heading1,
  heading2: Heading2,
  heading3: Heading3,
  bold: Bold,
  italic: Italic,
  underline: Underline,
  strikethrough: Strikethrough,
  code: Code,
  link: Link,
  bulletedList: List,
  numberedList: ListOrdered,
  checkList: ListChecks,
  quote: TextQuote,
  codeBlock: SquareCode,
  table: Table,
};
