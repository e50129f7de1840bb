import type { Attributes, Embed } from "@motet/model";
import { $getState, $setState, createState, type LexicalNode } from "lexical";
import { $codecs, $guard, changedProps, type Props } from "./codecs.js";
import { $createUnknownInlineNode, $isUnknownInlineNode } from "./placeholder-nodes.js";

/** What an inline thing was when it was shown. A copy of the node says the same, and is written as a new thing. */
interface ShownEmbed {
  /** The Yjs id that it was read from; "" where it has not been written yet. */
  readonly origin: string;
  readonly props: Props;
}

const NEW: ShownEmbed = { origin: "", props: {} };

const SHOWN = createState("motet-embed", {
  // Copies that come from the clipboard are new wherever they are pasted.
  parse: () => NEW,
  isEqual: (a, b) => a.origin === b.origin,
});

/** Whether a node is an inline thing that Yjs holds as an embed: it counts one. */
export function $isEmbed(node: LexicalNode | null): boolean {
  return node !== null && ($isUnknownInlineNode(node) || $codecs().inlineOf(node) !== null);
}

/** A new node for an inline thing; a placeholder where nobody knows its type, or its codec fails. */
export function $createEmbed(embed: Embed, origin: string): LexicalNode {
  const { type, ...props } = embed;
  const codec = $codecs().inlineFor(type);
  const node = (codec && $guard(() => codec.$create(props))) ?? $createUnknownInlineNode(embed);
  $showAs(node, origin);
  return node;
}

/** What a node shows, as it is written. */
export function $readEmbed(node: LexicalNode): Embed {
  if ($isUnknownInlineNode(node)) return node.getEmbed();
  return { type: $codecs().inlineOf(node)?.type ?? "unknown", ...$propsOf(node) };
}

/** The Yjs id of what a node shows; "" for one that is new, or reads otherwise by now. */
export function $originOf(node: LexicalNode): string {
  const { origin, props } = $getState(node, SHOWN);
  return origin !== "" && isSame(props, $propsOf(node)) ? origin : "";
}

/** Whether a node can stand for an inline thing in Yjs as it is: it shows just that, or it is where it came from. */
export function $canShow(node: LexicalNode, embed: Embed, origin: string): boolean {
  if (!$isEmbed(node)) return false;
  if ($getState(node, SHOWN).origin === origin) return $originOf(node) === origin;
  const { type, ...props } = embed;
  return $readEmbed(node).type === type && isSame(props, $propsOf(node));
}

/** From here on a node stands for what has this Yjs id. */
export function $showAs(node: LexicalNode, origin: string): void {
  if ($originOf(node) !== origin) $setState(node, SHOWN, { origin, props: $propsOf(node) });
}

function $propsOf(node: LexicalNode): Props {
  if ($isUnknownInlineNode(node)) return node.getEmbed();
  const codec = $codecs().inlineOf(node);
  return (codec && $guard(() => codec.$read(node))) ?? {};
}

function isSame(a: Attributes, b: Attributes): boolean {
  return changedProps(a, b).length === 0 && changedProps(b, a).length === 0;
}
