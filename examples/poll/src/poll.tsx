import { type BlockCodec, defineExtension } from "@motet/editor";
import {
  $applyNodeReplacement,
  $getSelection,
  $isRangeSelection,
  DecoratorNode,
  HISTORY_PUSH_TAG,
  type LexicalEditor,
} from "lexical";
import ChartBar from "lucide-react/icons/chart-bar";
import type { ReactNode } from "react";
import { type PollProps, PollView } from "./PollView.js";

const KEY = /^(?:question|option:.+|vote:.+)$/;

export class PollNode extends DecoratorNode<ReactNode> {
  __props: PollProps = {};

  override $config() {
    return this.config("acme-poll", { extends: DecoratorNode });
  }

  override afterCloneFrom(previous: this): void {
    super.afterCloneFrom(previous);
    this.__props = previous.__props;
  }

  getProps(): PollProps {
    return this.getLatest().__props;
  }

  /** `null` takes a property away. */
  set(props: PollProps): this {
    const writable = this.getWritable();
    writable.__props = { ...writable.__props, ...props };
    return writable;
  }

  override createDOM(): HTMLElement {
    return document.createElement("div");
  }

  override updateDOM(): boolean {
    return false;
  }

  override isInline(): false {
    return false;
  }

  override decorate(editor: LexicalEditor): ReactNode {
    const change = (props: PollProps, isStep: boolean) =>
      editor.update(() => void this.set(props), isStep ? { tag: HISTORY_PUSH_TAG } : {});
    return <PollView props={this.getProps()} isEditable={editor.isEditable()} onChange={change} />;
  }
}

/** Anybody may have written what is in a document: only words count. */
function readProps(props: object): PollProps {
  const known = Object.entries(props).filter(([key, value]) => KEY.test(key) && typeof value === "string");
  return Object.fromEntries(known);
}

const CODEC: BlockCodec<PollNode> = {
  type: "acme-poll",
  node: PollNode,
  $create: (props) => $createPollNode().set(readProps(props)),
  $update: (node, props) => {
    const gone = Object.keys(node.getProps()).map((key) => [key, null]);
    node.set({ ...Object.fromEntries(gone), ...readProps(props) });
  },
  $read: (node) => node.getProps(),
};

export function $createPollNode(): PollNode {
  return $applyNodeReplacement(new PollNode());
}

/** A poll for the list of extensions; put `<Voter value={user.id}>` around the editor. */
export const pollExtension = defineExtension({
  name: "acme/poll",
  strings: { insertPoll: "Poll", insertPollKeywords: "vote question survey" },
  blocks: [CODEC],
  commands: [
    {
      id: "insertPoll",
      icon: ChartBar,
      places: { toolbar: "more", insert: "sectionBlocks" },
      run: (editor) => editor.update($insertPoll),
      isEnabled: (state) => state.isInText,
    },
  ],
});

function $insertPoll(): void {
  const selection = $getSelection();
  if (!$isRangeSelection(selection)) return;
  const block = selection.focus.getNode().getTopLevelElementOrThrow();
  block.insertAfter($createPollNode().set({ question: "" }));
}
