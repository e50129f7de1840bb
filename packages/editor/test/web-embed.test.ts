// @vitest-environment happy-dom
import { $getRoot, INSERT_PARAGRAPH_COMMAND } from "lexical";
import { afterEach, describe, expect, it } from "vitest";
import { $insertCaptioned } from "../src/core/captioned.js";
import { $createWebEmbedNode, type WebEmbedNode } from "../src/extensions/web-embed/web-embed-node.js";
import { type WrittenBody, writtenBody } from "./written-body.js";

const URL = "https://youtu.be/aqz-KE-bpKQ";

let body: WrittenBody;
afterEach(() => body.dispose());

describe("A web embed", () => {
  it("has its caption as its text; Enter leaves it, Backspace before it leaves the words", () => {
    body = writtenBody();
    body.update(() => void $insertCaptioned($createWebEmbedNode(URL)));
    body.type("Film");
    body.press(INSERT_PARAGRAPH_COMMAND);
    body.type("Next");
    expect(body.lines().slice(0, 2)).toEqual([`web-embed{"url":"${URL}"}: Film`, "paragraph: Next"]);
    body.update(() => {
      const first = $getRoot().getFirstChildOrThrow<WebEmbedNode>();
      first.collapseAtStart(first.selectStart());
    });
    expect(body.lines()[0]).toBe("paragraph: Film");
  });

  it("stays as it stands where nothing can be shown of it, and is copied with its address", () => {
    body = writtenBody();
    body.update(() => void $insertCaptioned($createWebEmbedNode("javascript:alert(1)")));
    body.type("x");
    expect(body.lines()[0]).toBe('web-embed{"url":"javascript:alert(1)"}: x');
    const copied = body.editor.read(() => $getRoot().getFirstChildOrThrow<WebEmbedNode>().exportJSON());
    body.update(() => {
      const copy = $createWebEmbedNode("").updateFromJSON(copied);
      expect(copy.getUrl()).toBe("javascript:alert(1)");
      expect(
        $createWebEmbedNode("")
          .updateFromJSON({ ...copied, url: 7 as never })
          .getUrl(),
      ).toBe("");
    });
  });
});
