// @vitest-environment happy-dom
import { $generateHtmlFromNodes } from "@lexical/html";
import { BODY } from "@motet/model";
import {
  $createNodeSelection,
  $getRoot,
  $nodesOfType,
  $setSelection,
  CLICK_COMMAND,
  KEY_ENTER_COMMAND,
} from "lexical";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { $createDateNode, DateNode } from "../src/extensions/date/date-node.js";
import { $setDate } from "../src/extensions/date/dates.js";
import { OPEN_DATE_COMMAND } from "../src/extensions/date/open-date.js";
import { addDays, dateWords, nearDateWords, today } from "../src/extensions/date/show-date.js";
import { tidyPage } from "../src/extensions/paste/tidy-page.js";
import { type WrittenBody, writtenBody } from "./written-body.js";

let body: WrittenBody;
let page: HTMLElement;
function begin(): void {
  body = writtenBody();
  page = document.createElement("div");
  document.body.replaceChildren(page);
  body.editor.setRootElement(page);
}
beforeEach(begin);
afterEach(() => {
  vi.useRealTimers();
  body.dispose();
  document.body.replaceChildren();
});

const embeds = () =>
  body.blocks().flatMap(({ runs }) => runs.flatMap((run) => ("embed" in run ? [run.embed] : [])));
const shown = () => page.querySelector<HTMLTimeElement>("time");
const near = (days: number) =>
  new Intl.RelativeTimeFormat(undefined, { numeric: "auto" }).format(days, "day");
const keyOfDate = () => body.editor.read(() => $nodesOfType(DateNode)[0]?.getKey() ?? "");

describe("A date", () => {
  it("is today where it is put in, and taken back by one undo", () => {
    body.type("on ");
    body.run("insertDate");
    body.type("!");
    expect(body.lines()).toEqual(["paragraph: on <date>!"]);
    expect(embeds()).toEqual([{ type: "date", date: today() }]);
    expect(shown()?.dateTime).toBe(today());
    expect(shown()?.textContent).toBe(near(0));
    body.run("undo");
    body.run("undo");
    expect(body.lines()).toEqual(["paragraph: on "]);
  });

  it("is changed where it still is, and nothing is put in where it has gone", () => {
    body.run("insertDate");
    const key = keyOfDate();
    body.update(() => $setDate(key, "2030-01-02"));
    expect(embeds()).toEqual([{ type: "date", date: "2030-01-02" }]);
    expect(shown()?.textContent).toBe(dateWords("2030-01-02", "medium"));
    body.update(() => $nodesOfType(DateNode)[0]?.remove());
    body.update(() => $setDate(key, "2031-01-02"));
    expect(body.lines()).toEqual(["paragraph: "]);
  });

  it("is opened by a click, and by Enter where it is selected", () => {
    const opened: unknown[] = [];
    body.editor.registerCommand(OPEN_DATE_COMMAND, (key) => opened.push(key) > 0, 4);
    body.run("insertDate");
    body.update(() => {
      const selection = $createNodeSelection();
      selection.add($nodesOfType(DateNode)[0]?.getKey() ?? "");
      $setSelection(selection);
    });
    expect(shown()?.dataset.selected).toBe("");
    expect(body.press(KEY_ENTER_COMMAND)).toBe(true);
    body.update(() =>
      body.editor.dispatchCommand(CLICK_COMMAND, { target: shown(), preventDefault() {} } as never),
    );
    expect(opened).toEqual([keyOfDate(), keyOfDate()]);
  });

  it("says on the next day that it was yesterday", () => {
    vi.useFakeTimers({ now: new Date(2026, 10, 23, 23, 59), toFake: ["Date", "setTimeout", "clearTimeout"] });
    body.dispose();
    begin();
    body.run("insertDate");
    expect(shown()?.textContent).toBe(near(0));
    vi.advanceTimersByTime(61_000);
    expect(shown()?.textContent).toBe(near(-1));
  });

  it.each([
    [-2, false],
    [-1, true],
    [0, true],
    [1, true],
    [2, false],
  ])("%i days from today: by a word of its own: %s", (days, isNear) => {
    const date = addDays("2024-02-28", days);
    expect(nearDateWords(date, "2024-02-28") !== dateWords(date, "medium")).toBe(isNear);
  });
});

describe("A date of a client that wrote what it liked", () => {
  it.each(['"><img src=x onerror=alert(1)>', "2026-02-31", "9".repeat(1_000_000), 7, null, { deep: ["x"] }])(
    "is a placeholder, and stays as it is: %o",
    (date) => {
      body.ydoc.getText(BODY).insertEmbed(body.ydoc.getText(BODY).length, { type: "date", date });
      expect(shown()?.textContent).toBe("[date]");
      expect(shown()?.hasAttribute("datetime")).toBe(false);
      expect(shown()?.children).toHaveLength(0);
      body.update(() => void $getRoot().selectEnd());
      body.type("x");
      expect(embeds()).toEqual([{ type: "date", date }]);
    },
  );

  it("is no day either where it comes with a copy", () => {
    body.update(() => {
      const node = $createDateNode("2026-11-23").updateFromJSON({ date: { hostile: 1 } } as never);
      expect(node.getDate()).toBeNull();
    });
  });
});

describe("Copied and pasted", () => {
  it("it is a time in HTML with its own date, and readable as text", () => {
    body.run("insertDate");
    body.editor.read(() => {
      expect($generateHtmlFromNodes(body.editor)).toContain(
        `<time datetime="${today()}">${dateWords(today(), "medium")}</time>`,
      );
      expect($getRoot().getTextContent()).toBe(today());
    });
  });

  it("a time of a page keeps its day, and nothing but a day", () => {
    const parse = (html: string) => new DOMParser().parseFromString(html, "text/html");
    const tidy = (html: string) => tidyPage(parse(html))?.body.innerHTML;
    expect(tidy('<p><time datetime="2026-11-23" onclick="x()">Monday</time></p>')).toBe(
      '<p><time datetime="2026-11-23">Monday</time></p>',
    );
    expect(tidy('<p><time datetime="2026-11-23T10:00Z">at ten</time></p>')).toBe("<p>at ten</p>");
  });
});
