// @vitest-environment happy-dom
import {
  $createNodeSelection,
  $getRoot,
  $nodesOfType,
  $setSelection,
  INSERT_PARAGRAPH_COMMAND,
  KEY_ENTER_COMMAND,
} from "lexical";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { $setInlineEquation } from "../src/extensions/equation/equations.js";
import { InlineEquationNode } from "../src/extensions/equation/inline-equation-node.js";
import { OPEN_EQUATION_COMMAND } from "../src/extensions/equation/open-equation.js";
import { setFormula } from "../src/extensions/equation/set-formula.js";
import { type WrittenBody, writtenBody } from "./written-body.js";

// KaTeX looks when it is loaded, and sets nothing in a page without a doctype.
vi.hoisted(() => Object.defineProperty(document, "compatMode", { value: "CSS1Compat" }));

let body: WrittenBody;
beforeEach(() => {
  body = writtenBody();
  body.editor.setRootElement(document.body.appendChild(document.createElement("div")));
});
afterEach(() => {
  body.dispose();
  document.body.replaceChildren();
});

const embeds = () =>
  body.blocks().flatMap(({ runs }) => runs.flatMap((run) => ("embed" in run ? [run.embed] : [])));

describe("An equation in the line", () => {
  it("comes of what stands between two dollar signs, and not of sums of money", () => {
    body.type("as $x^2$ shows, from $5 to $6");
    expect(body.lines()).toEqual(["paragraph: as <equation> shows, from $5 to $6"]);
    expect(embeds()).toEqual([{ type: "equation", source: "x^2" }]);
  });

  it("is changed, put in at the caret where it has gone meanwhile, and removed where nothing is left of it", () => {
    body.type("a $x$");
    const key = body.editor.read(() => $nodesOfType(InlineEquationNode)[0]?.getKey() ?? null);
    body.update(() => $setInlineEquation(key, " \\frac{1}{2}\n"));
    expect(embeds()).toEqual([{ type: "equation", source: "\\frac{1}{2}" }]);
    body.update(() => $nodesOfType(InlineEquationNode)[0]?.remove());
    body.update(() => void $getRoot().selectEnd());
    body.update(() => $setInlineEquation(key, "y"));
    expect(embeds()).toEqual([{ type: "equation", source: "y" }]);
    const other = body.editor.read(() => $nodesOfType(InlineEquationNode)[0]?.getKey() ?? null);
    body.update(() => $setInlineEquation(other, "  "));
    expect(body.lines()).toEqual(["paragraph: a "]);
  });

  it("is opened by Enter where it is selected", () => {
    const opened: unknown[] = [];
    body.editor.registerCommand(OPEN_EQUATION_COMMAND, (key) => opened.push(key) > 0, 4);
    body.type("$x$");
    body.update(() => {
      const [node] = $nodesOfType(InlineEquationNode);
      const selection = $createNodeSelection();
      selection.add(node?.getKey() ?? "");
      $setSelection(selection);
    });
    expect(body.press(KEY_ENTER_COMMAND)).toBe(true);
    expect(opened).toHaveLength(1);
  });
});

describe("An equation of its own", () => {
  it("comes of $$ and a space, has its source as text, and is left by Enter", () => {
    body.type("$$ x = 1");
    body.press(INSERT_PARAGRAPH_COMMAND);
    body.type("after");
    expect(body.lines()).toEqual(["equation: x = 1", "paragraph: after"]);
  });

  it("an empty one is a paragraph again by Enter", () => {
    body.type("$$ ");
    body.press(INSERT_PARAGRAPH_COMMAND);
    expect(body.lines()).toEqual(["paragraph: "]);
  });
});

describe("A formula", () => {
  const set = (source: string) => {
    const element = document.createElement("div");
    setFormula(element, source, false);
    return element;
  };

  it("is set with MathML beside it", () => {
    expect(set("\\sqrt{2}").querySelector("math msqrt")).not.toBeNull();
  });

  it.each(["\\frac{1", "\\nothing", "\\def\\a{\\a\\a}\\a", "{".repeat(5_000), "x".repeat(20_000)])(
    "that cannot be set is its source: %s",
    (source) => {
      const element = set(source);
      expect(element.textContent).toBe(source);
      expect(element.querySelector("*")).toBeNull();
    },
  );

  it.each([
    "\\href{javascript:alert(1)}{x}",
    "\\url{javascript:alert(1)}",
    "\\includegraphics{https://example.org/x.png}",
    "\\htmlStyle{position: fixed}{x}",
    "\\htmlData{a=b}{x}",
    "<img src=x onerror=alert(1)>",
  ])("brings no link, picture or HTML of its own: %s", (source) => {
    const element = set(source);
    expect(element.querySelector("a, img, script, [onerror], [data-a], [style*=fixed]")).toBeNull();
  });

  it("is no larger than the page bears", () => {
    const styled = [...set("\\rule{1000000em}{1000000em}").querySelectorAll("[style]")];
    expect(styled).not.toHaveLength(0);
    for (const element of styled) expect(element.getAttribute("style")).not.toMatch(/\d{3,}(?:\.\d+)?em/);
  });
});
