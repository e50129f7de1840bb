export { type Binding, type BindOptions, bind, DEFAULTS } from "./bind.js";
export { BOUND_NODES } from "./bound-nodes.js";
export type { Carets, CaretUser, RemoteCaret } from "./carets.js";
export {
  $isPlainText,
  type BlockCodec,
  type CodecOptions,
  type InlineCodec,
  type NodeClass,
  type Props,
} from "./codecs.js";
export type { History } from "./history.js";
export { UnknownBlockNode, UnknownInlineNode } from "./placeholder-nodes.js";
export type { Point } from "./points.js";
export { readTextStyle, type TextColors, textStyle } from "./text-color.js";
