import { $toggleLink } from "@lexical/link";
import { $getSelection, $isRangeSelection, type TextFormatType } from "lexical";
import type { Act } from "./act.js";
import { $range } from "./person.js";
import { blockTexts, placeCaret, selectRange, tokens, wholeOffset } from "./places.js";

const URLS = ["https://a.test", "https://b.test"];

/** Everything that is done to text, and what input methods and histories do. */
export const TEXT_ACTS: Readonly<Record<string, Act>> = {
  type: {
    group: "text",
    weight: 28,
    takes: "nothing",
    perform(desk) {
      if (desk.random.chance(0.7)) placeCaret(desk);
      const text = tokens(desk, 1 + desk.random.int(3));
      desk.person.edit((selection) => {
        // What is selected stays: the caret goes to its end.
        selection.anchor.set(selection.focus.key, selection.focus.offset, selection.focus.type);
        selection.insertText(text);
      });
      return text;
    },
  },
  "type-over": {
    group: "text",
    weight: 3,
    takes: "any",
    perform(desk) {
      selectRange(desk);
      const text = tokens(desk, 1);
      desk.person.type(text);
      return text;
    },
  },
  /** Lexical has not committed it when the next thing happens. */
  "type-late": {
    group: "text",
    weight: 5,
    takes: "nothing",
    perform(desk) {
      placeCaret(desk);
      const text = tokens(desk, 1 + desk.random.int(2));
      desk.person.updateLater(() => $range().insertText(text));
      return text;
    },
  },
  enter: {
    group: "text",
    weight: 12,
    takes: "nothing",
    perform(desk) {
      placeCaret(desk);
      desk.person.enter();
    },
  },
  "enter-late": {
    group: "text",
    weight: 2,
    takes: "nothing",
    perform(desk) {
      placeCaret(desk);
      desk.person.updateLater(() => {
        $range().insertParagraph();
      });
    },
  },
  erase: {
    group: "text",
    weight: 5,
    takes: "any",
    perform({ person, random }) {
      const texts = blockTexts(person);
      const block = random.int(texts.length);
      const text = texts[block] ?? "";
      const offset = wholeOffset(text, random.int(text.length));
      person.select(block, offset, block, wholeOffset(text, offset + 1));
      person.edit((selection) => selection.removeText());
    },
  },
  "erase-range": {
    group: "text",
    weight: 6,
    takes: "any",
    perform(desk) {
      selectRange(desk);
      desk.person.edit((selection) => selection.removeText());
    },
  },
  format: {
    group: "text",
    weight: 7,
    takes: "nothing",
    restyles: true,
    perform(desk) {
      selectRange(desk);
      const format = desk.random.pick<TextFormatType>(["bold", "italic", "code", "strikethrough"]);
      desk.person.edit((selection) => selection.formatText(format));
      return format;
    },
  },
  link: {
    group: "text",
    weight: 4,
    takes: "nothing",
    restyles: true,
    perform(desk) {
      selectRange(desk);
      const url = desk.random.chance(0.7) ? desk.random.pick(URLS) : null;
      desk.person.update(() => {
        $range();
        $toggleLink(url);
      });
      return String(url);
    },
  },
  break: {
    group: "text",
    weight: 3,
    takes: "nothing",
    perform(desk) {
      placeCaret(desk);
      const text = desk.random.chance(0.5) ? null : `\t${desk.token()}`;
      desk.person.edit((selection) => {
        if (text === null) selection.insertLineBreak();
        else selection.insertRawText(text);
      });
      return text ?? "";
    },
  },
  undo: {
    group: "text",
    weight: 5,
    takes: "own",
    restyles: true,
    perform: ({ person }) => person.binding.history.undo(),
  },
  redo: {
    group: "text",
    weight: 3,
    takes: "any",
    restyles: true,
    perform: ({ person }) => person.binding.history.redo(),
  },
  /** Their block is not patched until the composition ends. */
  compose: {
    group: "composition",
    weight: 50,
    takes: "nothing",
    perform({ person }) {
      person.editor._compositionKey = person.editor.getEditorState().read(() => {
        const selection = $getSelection();
        return $isRangeSelection(selection) ? selection.anchor.key : null;
      });
    },
  },
  "end-composition": {
    group: "composition",
    weight: 50,
    takes: "nothing",
    perform({ person }) {
      person.editor._compositionKey = null;
    },
  },
};
