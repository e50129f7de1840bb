// @vitest-environment happy-dom
import { type Binding, BOUND_NODES, bind } from "@motet/binding";
import { readBlocks, writeDocument } from "@motet/model";
import { $getRoot, createEditor, type LexicalEditor } from "lexical";
import { act, type ReactNode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { Voter } from "../src/PollView.js";
import { $createPollNode, PollNode, pollExtension } from "../src/poll.js";

vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);

interface Person {
  readonly name: string;
  readonly ydoc: Y.Doc;
  readonly editor: LexicalEditor;
  readonly binding: Binding;
  readonly root: Root;
  readonly element: HTMLElement;
}

const people: Person[] = [];
afterEach(() => {
  for (const { binding, root, ydoc } of people.splice(0)) {
    act(() => root.unmount());
    binding.dispose();
    ydoc.destroy();
  }
});

function person(name: string): Person {
  const ydoc = new Y.Doc();
  const editor = createEditor({
    nodes: [...BOUND_NODES, PollNode],
    onError: (error) => {
      throw error;
    },
  });
  const element = document.createElement("div");
  const binding = bind(editor, ydoc, { blocks: [...(pollExtension.blocks ?? [])] });
  const one = { name, ydoc, editor, binding, root: createRoot(element), element };
  people.push(one);
  return one;
}

function meet(): void {
  for (const from of people)
    for (const to of people) if (from !== to) Y.applyUpdate(to.ydoc, Y.encodeStateAsUpdate(from.ydoc));
  for (const one of people) show(one);
}

function show({ name, editor, root }: Person): void {
  editor.update(() => {}, { discrete: true });
  const shown: ReactNode = editor.getEditorState().read(() =>
    $getRoot()
      .getChildren()
      .find((node) => node instanceof PollNode)
      ?.decorate(editor),
  );
  act(() => root.render(<Voter value={name}>{shown}</Voter>));
}

function click(one: Person, words: string): void {
  const button = [...one.element.querySelectorAll("button")].find((each) =>
    each.textContent.startsWith(words),
  );
  if (button === undefined) throw new Error(`${one.name} sees no button “${words}”.`);
  act(() => button.click());
  show(one);
}

const buttons = ({ element }: Person) =>
  [...element.querySelectorAll("button")].map((each) => each.textContent);
const pollOf = ({ ydoc }: Person) => readBlocks(ydoc).find(({ type }) => type === "acme-poll")?.props;

function withPoll(): [Person, Person] {
  const [ada, ben] = [person("ada"), person("ben")];
  ada.editor.update(
    () =>
      void $getRoot().append(
        $createPollNode().set({ question: "When?", "option:0": "Now", "option:1": "Later" }),
      ),
    { discrete: true },
  );
  meet();
  return [ada, ben];
}

it("Two people vote at once, and both votes count", () => {
  const [ada, ben] = withPoll();
  click(ada, "Vote for Now");
  click(ben, "Vote for Later");
  meet();
  for (const one of [ada, ben])
    expect(buttons(one)).toEqual(["Vote for Now: 1", "Vote for Later: 1", "Add an option"]);
  expect(pollOf(ada)).toEqual(pollOf(ben));
});

it("One adds an option while the other changes a vote, and takes it back", () => {
  const [ada, ben] = withPoll();
  click(ben, "Vote for Now");
  meet();
  click(ada, "Add an option");
  click(ben, "Vote for Later");
  meet();
  expect(buttons(ada)).toEqual([
    "Vote for Now: 0",
    "Vote for Later: 1",
    "Vote for option 3: 0",
    "Add an option",
  ]);
  click(ben, "Vote for Later");
  meet();
  expect(buttons(ada)[1]).toBe("Vote for Later: 0");
  expect(pollOf(ada)).not.toHaveProperty("vote:ben");
});

it("Undo takes back one's own vote only", () => {
  const [ada, ben] = withPoll();
  click(ada, "Vote for Now");
  meet();
  click(ben, "Vote for Now");
  meet();
  ada.binding.history.undo();
  meet();
  expect(buttons(ben)[0]).toBe("Vote for Now: 1");
  expect(pollOf(ben)).toHaveProperty("vote:ben", "0");
});

it("What is no poll is shown harmlessly, and stays in the document", () => {
  const ada = person("ada");
  const ydoc = new Y.Doc();
  writeDocument(ydoc, {
    title: "",
    blocks: [
      {
        type: "acme-poll",
        props: { question: 7, "option:a": ["x"], "vote:ben": "gone", other: true },
        runs: [],
      },
    ],
  });
  Y.applyUpdate(ada.ydoc, Y.encodeStateAsUpdate(ydoc));
  show(ada);
  expect(buttons(ada)).toEqual(["Add an option"]);
  expect(pollOf(ada)).toMatchObject({ question: 7, other: true });
});
