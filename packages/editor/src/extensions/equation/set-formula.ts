// oxlint-disable-next-line typescript/triple-slash-reference -- an ambient module cannot be imported.
/// <reference path="../../core/css.d.ts" />
import "katex/dist/katex.min.css";
import { ParseError, render } from "katex";

/** Longer source is shown as it is. */
const MAX_SET_LENGTH = 10_000;

/** Sets a formula, or shows its source and says what is wrong in `data-trouble`. TeX from anybody: no links, no files, no HTML. */
export function setFormula(element: HTMLElement, source: string, isDisplay: boolean): void {
  delete element.dataset.trouble;
  if (source.length > MAX_SET_LENGTH) {
    element.textContent = source;
    return;
  }
  try {
    render(source, element, {
      displayMode: isDisplay,
      throwOnError: true,
      trust: false,
      strict: "ignore",
      maxExpand: 500,
      maxSize: 20,
    });
  } catch (error) {
    element.textContent = source;
    element.dataset.trouble = error instanceof ParseError ? error.rawMessage : "?";
  }
}
