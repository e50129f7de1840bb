import { describe, expect, it } from "vitest";
import { combineExtensions } from "../src/core/combine-extensions.js";
import { defineExtension } from "../src/core/extension.js";
import { DEFAULT_EXTENSIONS } from "../src/extensions/index.js";
import { writtenBody } from "./written-body.js";

const command = (id: string) => ({ id, icon: () => null, run() {} });

describe("Extensions", () => {
  it("that share a name, a command or a word are refused, and the error says which", () => {
    const combine =
      (...added: Parameters<typeof combineExtensions>[0]) =>
      () =>
        combineExtensions([...DEFAULT_EXTENSIONS, ...added]);
    const poll = defineExtension({ name: "acme/poll" });
    expect(combine(poll)).not.toThrow();
    expect(combine(poll, poll)).toThrow("extension named “acme/poll”");
    expect(combine({ name: "acme/bold", commands: [command("bold")] })).toThrow("command named “bold”");
    expect(combine({ name: "acme/words", strings: { bold: "Fat" } })).toThrow("string named “bold”");
  });

  it("add their classes to those of the others", () => {
    const { theme } = combineExtensions([
      { name: "a", theme: { paragraph: "p", text: { bold: "b" } } },
      { name: "b", theme: { text: { italic: "i" } } },
    ]);
    expect(theme).toEqual({ paragraph: "p", text: { bold: "b", italic: "i" } });
  });

  it("give what they give by the same means as the editor’s own: command, word, shortcut, behaviour", () => {
    const ran: string[] = [];
    const body = writtenBody([
      defineExtension({
        name: "acme/poll",
        strings: { poll: "Poll" },
        commands: [{ ...command("poll"), run: () => void ran.push("run") }],
        register: () => {
          ran.push("registered");
          return () => void ran.push("ended");
        },
      }),
    ]);
    body.run("poll");
    body.dispose();
    expect(ran).toEqual(["registered", "run", "ended"]);
  });
});
