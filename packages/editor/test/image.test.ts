// @vitest-environment happy-dom
import { DRAG_DROP_PASTE } from "@lexical/rich-text";
import { $getRoot, INSERT_PARAGRAPH_COMMAND } from "lexical";
import { afterEach, describe, expect, it } from "vitest";
import { type UploadFile, UploadRefused } from "../src/core/upload-file.js";
import { fillFrame } from "../src/extensions/image/image-frame.js";
import { type ImageNode, imageOf } from "../src/extensions/image/image-node.js";
import { IMAGE_TROUBLE_COMMAND, type ImageTrouble } from "../src/extensions/image/image-uploads.js";
import { $insertImage, runImageAction } from "../src/extensions/image/images.js";
import { type WrittenBody, writtenBody } from "./written-body.js";

const KEPT = `/files/plan/${"0a".repeat(32)}.png`;
const PNG = new File(["x"], "a.png", { type: "image/png" });

let body: WrittenBody;
afterEach(() => body.dispose());

const bodyWith = (uploadFile?: UploadFile) => {
  body = writtenBody([], uploadFile);
  const troubles: ImageTrouble[] = [];
  body.editor.registerCommand(IMAGE_TROUBLE_COMMAND, (trouble) => troubles.push(trouble) > 0, 0);
  return troubles;
};
const drop = (...files: File[]) => {
  body.editor.dispatchCommand(DRAG_DROP_PASTE, files);
  body.update(() => {});
};
const image = () => body.blocks().find(({ type }) => type === "image");
const turn = async () => {
  await new Promise((resolve) => setImmediate(resolve));
  body.update(() => {});
};

describe("A picture", () => {
  it("has its caption as its text; Enter leaves it, Backspace before it leaves the words", () => {
    bodyWith();
    body.update(() => void $insertImage({ src: KEPT }));
    body.type("Shore");
    expect(body.lines()).toEqual([`image{"src":"${KEPT}"}: Shore`, "paragraph: "]);
    body.press(INSERT_PARAGRAPH_COMMAND);
    body.type("Next");
    expect(body.lines().slice(0, 2)).toEqual([`image{"src":"${KEPT}"}: Shore`, "paragraph: Next"]);
    body.update(() => {
      const first = $getRoot().getFirstChildOrThrow<ImageNode>();
      first.collapseAtStart(first.selectStart());
    });
    expect(body.lines()[0]).toBe("paragraph: Shore");
  });

  it("is aligned, made narrower, and deleted from where its caption is", () => {
    bodyWith();
    body.update(() => void $insertImage({ src: KEPT }));
    runImageAction(body.editor, "imageCenter");
    runImageAction(body.editor, "imageNarrower");
    body.update(() => {});
    expect(image()?.props).toEqual({ src: KEPT, align: "center", width: 40 });
    runImageAction(body.editor, "imageDelete");
    body.update(() => {});
    expect(image()).toBeUndefined();
  });

  it("from a place that is not allowed is never asked for, and stays in the document as it is", () => {
    for (const src of [
      "javascript:alert(1)",
      "data:image/svg+xml,<svg onload=alert(1)>",
      "http://a.b/c.png",
    ]) {
      const frame = document.createElement("div");
      fillFrame(frame, imageOf({ src, alt: "<b>x</b>" }));
      expect(frame.querySelector("img, b")).toBeNull();
      expect(frame.textContent).toContain("not allowed: <b>x</b>");
    }
  });
});

describe("An upload", () => {
  it("shows a place and how far it has come, then the picture", async () => {
    let tell: (fraction: number) => void = () => {};
    let finish: (url: string) => void = () => {};
    bodyWith(
      (_file, { onProgress }) =>
        new Promise((resolve) => {
          tell = onProgress;
          finish = (url) => resolve({ url, width: 640, height: 480 });
        }),
    );
    drop(PNG);
    expect(image()?.props).toEqual({ uploaded: 1 });
    tell(0.6);
    tell(0.61);
    body.update(() => {});
    expect(image()?.props).toEqual({ uploaded: 50 });
    finish(KEPT);
    await turn();
    expect(image()?.props).toEqual({ src: KEPT, naturalWidth: 640, naturalHeight: 480 });
  });

  it("that is refused takes its place away and says why; one that fails says so in general words", async () => {
    const reasons = [new UploadRefused("Too large."), new Error("socket")];
    const troubles = bodyWith(() => Promise.reject(reasons.shift()));
    for (const told of [{ text: "Too large." }, { key: "imageUploadFailed" }]) {
      drop(PNG);
      await turn();
      expect(image()).toBeUndefined();
      expect(troubles.pop()).toEqual(told);
    }
  });

  it("that fails leaves what somebody has written under it", async () => {
    let fail: () => void = () => {};
    bodyWith(() => new Promise((_, reject) => (fail = () => reject(new Error("socket")))));
    drop(PNG);
    body.type("A shore");
    fail();
    await turn();
    expect(image()).toBeUndefined();
    expect(body.lines()).toContain("paragraph: A shore");
  });

  it("whose place somebody deletes meanwhile changes nothing", async () => {
    let finish: () => void = () => {};
    bodyWith(() => new Promise((resolve) => (finish = () => resolve({ url: KEPT, width: 1, height: 1 }))));
    drop(PNG);
    runImageAction(body.editor, "imageDelete");
    finish();
    await turn();
    expect(image()).toBeUndefined();
  });

  it("takes pictures only, and none where there is no place for them", () => {
    const troubles = bodyWith(() => Promise.reject(new Error("not to be called")));
    drop(new File(["<svg/>"], "a.svg", { type: "image/svg+xml" }), new File(["x"], "a.exe"));
    expect([troubles.pop(), image()]).toEqual([{ key: "imageNotOne" }, undefined]);
    body.dispose();
    const others = bodyWith();
    drop(PNG);
    expect([others.pop(), image()]).toEqual([{ key: "imageNoUpload" }, undefined]);
  });
});
