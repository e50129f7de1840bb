import { type Attributes, normalizeBlock, propOf } from "@motet/model";
import {
  DecoratorNode,
  type ElementFormatType,
  ElementNode,
  type Klass,
  type LexicalNode,
  type NodeKey,
  TextNode,
} from "lexical";
import type { BlockCodec, CodecOptions, InlineCodec } from "../../src/index.js";

/** A block with text and properties of its own: the question and the votes of a poll. */
export class PollNode extends ElementNode {
  __votes: Readonly<Record<string, string>>;

  constructor(votes: Readonly<Record<string, string>> = {}, key?: NodeKey) {
    super(key);
    this.__votes = votes;
  }

  override $config() {
    return this.config("poll", { extends: ElementNode });
  }

  override afterCloneFrom(previous: this): void {
    super.afterCloneFrom(previous);
    this.__votes = previous.__votes;
  }

  getVotes(): Readonly<Record<string, string>> {
    return this.getLatest().__votes;
  }

  setVotes(votes: Readonly<Record<string, string>>): void {
    this.getWritable().__votes = votes;
  }
}

const VOTE = "vote:";

export function votesIn(props: Attributes): Record<string, string> {
  const votes: Record<string, string> = {};
  for (const [key, value] of Object.entries(props)) {
    if (value === "explode") throw new Error("A vote that explodes");
    if (key.startsWith(VOTE) && typeof value === "string") votes[key] = value;
  }
  return votes;
}

export const POLL: BlockCodec<PollNode> = {
  type: "poll",
  node: PollNode,
  $create: (props) => new PollNode(votesIn(props)),
  $update: (node, props) => node.setVotes(votesIn(props)),
  $read: (node) => node.getVotes(),
};

/** The summary of a collapsible section: text, and an indent that says what belongs to it. */
export class FoldNode extends ElementNode {
  override $config() {
    return this.config("fold", { extends: ElementNode });
  }
}

export const FOLD: BlockCodec<FoldNode> = {
  type: "section",
  node: FoldNode,
  $create: (props) => $showFold(new FoldNode(), props),
  $update: (node, props) => void $showFold(node, props),
  $read: (node) => ({ indent: node.getIndent(), align: node.getFormatType() }),
};

function $showFold(node: FoldNode, props: Attributes): FoldNode {
  const block = normalizeBlock("section", Object.entries(props));
  node.setIndent(Number(propOf(block, "indent")));
  return node.setFormat(String(propOf(block, "align")) as ElementFormatType);
}

/** A block without text. */
export class RuleNode extends DecoratorNode<null> {
  __color: string;

  constructor(color = "", key?: NodeKey) {
    super(key);
    this.__color = color;
  }

  override $config() {
    return this.config("rule", { extends: DecoratorNode });
  }

  override afterCloneFrom(previous: this): void {
    super.afterCloneFrom(previous);
    this.__color = previous.__color;
  }

  override isInline(): boolean {
    return false;
  }

  setColor(color: string): void {
    this.getWritable().__color = color;
  }
}

export const RULE: BlockCodec<RuleNode> = {
  type: "rule",
  node: RuleNode,
  $create: ({ color }) => new RuleNode(typeof color === "string" ? color : ""),
  $update: (node, { color }) => node.setColor(typeof color === "string" ? color : ""),
  $read: (node) => ({ color: node.getLatest().__color || null }),
};

/** An inline thing without text. */
export class MentionNode extends DecoratorNode<null> {
  __name: string;

  constructor(name = "", key?: NodeKey) {
    super(key);
    this.__name = name;
  }

  override $config() {
    return this.config("mention", { extends: DecoratorNode });
  }

  override afterCloneFrom(previous: this): void {
    super.afterCloneFrom(previous);
    this.__name = previous.__name;
  }

  override isInline(): boolean {
    return true;
  }

  rename(name: string): void {
    this.getWritable().__name = name;
  }
}

export const MENTION: InlineCodec<MentionNode> = {
  type: "mention",
  node: MentionNode,
  $create: ({ name }) => new MentionNode(typeof name === "string" ? name : "?"),
  $read: (node) => ({ name: node.getLatest().__name }),
};

/** An inline thing that is shown as text. */
export class DateNode extends TextNode {
  override $config() {
    return this.config("date", { extends: TextNode });
  }
}

export const DATE: InlineCodec<DateNode> = {
  type: "date",
  node: DateNode,
  $create: ({ day }) => new DateNode(typeof day === "string" ? day : "?").setMode("token"),
  $read: (node) => ({ day: node.getTextContent() }),
};

export const CODED_NODES: readonly Klass<LexicalNode>[] = [PollNode, RuleNode, MentionNode, DateNode];

export const CODECS: CodecOptions & { readonly nodes: readonly Klass<LexicalNode>[] } = {
  blocks: [POLL, RULE],
  inlines: [MENTION, DATE],
  nodes: CODED_NODES,
};

/** What the fuzzer's people have beside the binding's own blocks. */
export const SECTIONS = { blocks: [FOLD], nodes: [FoldNode] };
