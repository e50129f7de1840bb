// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { watchOwnMovement } from "../src/core/own-movement.js";

describe("Following somebody ends", () => {
  let text: HTMLElement;
  let button: HTMLElement;
  let stop: () => void;
  let ended = 0;
  beforeEach(() => {
    document.body.innerHTML = `<div class="text" tabindex="0"><p>words</p></div><button>Follow</button>`;
    text = document.querySelector<HTMLElement>(".text") ?? document.body;
    button = document.querySelector("button") ?? document.body;
    ended = 0;
    stop = watchOwnMovement(text, () => {
      ended += 1;
    });
  });
  afterEach(() => stop());

  const press = (target: HTMLElement, key: string) =>
    target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));

  it("by any key in the text but a bare modifier", () => {
    for (const key of ["Shift", "Control", "Alt", "Meta"]) press(text, key);
    expect(ended).toBe(0);
    for (const key of ["a", "Unidentified", "ArrowLeft", "Escape"]) press(text, key);
    expect(ended).toBe(4);
  });

  it("elsewhere by Escape and by keys that scroll, but not by those that press a button", () => {
    for (const key of [" ", "Enter", "Tab", "a"]) press(button, key);
    expect(ended).toBe(0);
    for (const key of ["Escape", "PageDown"]) press(button, key);
    press(document.body, " ");
    expect(ended).toBe(3);
  });

  it("not by an Escape that has closed something else", () => {
    button.addEventListener("keydown", (event) => event.preventDefault());
    press(button, "Escape");
    expect(ended).toBe(0);
  });

  it("by pointing into the text, a wheel, a finger that drags; not by pointing at a button", () => {
    button.dispatchEvent(new Event("pointerdown", { bubbles: true }));
    expect(ended).toBe(0);
    text.firstElementChild?.dispatchEvent(new Event("pointerdown", { bubbles: true }));
    for (const type of ["wheel", "touchmove"]) button.dispatchEvent(new Event(type, { bubbles: true }));
    expect(ended).toBe(3);
  });

  it("once: nothing is heard afterwards", () => {
    stop();
    press(text, "a");
    document.dispatchEvent(new Event("wheel"));
    expect(ended).toBe(0);
  });
});
