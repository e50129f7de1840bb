// @vitest-environment happy-dom
import { act, type ReactNode, StrictMode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CollaborativeEditor } from "../src/react/CollaborativeEditor.js";
import { useCollaboration } from "../src/react/context.js";
import { DocumentBody } from "../src/react/DocumentBody.js";
import { EditorProvider } from "../src/react/EditorProvider.js";
import { SyncStatus } from "../src/react/SyncStatus.js";

/** A socket that never connects: what the editor shows without a server. */
class DeafSocket {
  static open = new Set<DeafSocket>();
  static addresses: string[] = [];
  readyState = 0;
  binaryType = "blob";
  bufferedAmount = 0;
  onopen: unknown = null;
  onmessage: unknown = null;
  onerror: unknown = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  constructor(readonly url: string) {
    DeafSocket.open.add(this);
    DeafSocket.addresses.push(url);
  }
  send(): void {}
  close(): void {
    this.readyState = 3;
    DeafSocket.open.delete(this);
    queueMicrotask(() => this.onclose?.({ code: 1006, reason: "" }));
  }
  addEventListener(): void {}
  removeEventListener(): void {}
}

let root: Root;
let page: HTMLElement;
beforeEach(() => {
  vi.stubGlobal("WebSocket", DeafSocket);
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  DeafSocket.open.clear();
  DeafSocket.addresses = [];
  page = document.createElement("main");
  document.body.append(page);
  root = createRoot(page);
});
afterEach(async () => {
  await act(async () => root.unmount());
  page.remove();
  vi.unstubAllGlobals();
});

const render = (node: ReactNode) => act(async () => root.render(node));
const user = { id: "a", name: "Ada", color: "#b3361f" };
const editor = (props: Partial<Parameters<typeof CollaborativeEditor>[0]> = {}) => (
  <CollaborativeEditor documentId="plan" url="ws://127.0.0.1:1" user={user} {...props} />
);
const find = (role: string, name: string) => page.querySelector(`[role="${role}"][aria-label="${name}"]`);

describe("The page contract", () => {
  it("is kept from the first moment, and nothing can be typed before the document is there", async () => {
    await render(editor());
    const body = find("textbox", "Document body");
    expect(body?.getAttribute("contenteditable")).toBe("false");
    expect(body?.getAttribute("aria-multiline")).toBe("true");
    expect(page.querySelector<HTMLTextAreaElement>('textarea[aria-label="Document title"]')?.readOnly).toBe(
      true,
    );
    expect(find("status", "Sync status")?.textContent).toBe("Connecting…");
    expect(find("toolbar", "Formatting")).not.toBeNull();
    expect(find("combobox", "Block type")).not.toBeNull();
    const people = [...page.querySelectorAll('ul[aria-label="People here"] > li')];
    expect(people.map((each) => each.getAttribute("aria-label"))).toEqual(["Ada (you)"]);
  });

  it("has the toolbar's buttons, none of which does anything yet", async () => {
    await render(editor());
    const buttons = [...page.querySelectorAll('[role="toolbar"] button[data-motet-command]')];
    expect(buttons).toHaveLength(23);
    expect(buttons.every((button) => button.getAttribute("aria-disabled") === "true")).toBe(true);
  });

  it("has no toolbar where one only reads, and none where it is not wanted", async () => {
    await render(editor({ mode: "read" }));
    expect(find("toolbar", "Formatting")).toBeNull();
    await render(editor({ toolbar: false }));
    expect(find("toolbar", "Formatting")).toBeNull();
  });

  it("speaks the language that it is given", async () => {
    await render(editor({ strings: { statusConnecting: "Verbindet …" } }));
    expect(page.querySelector('[role="status"]')?.textContent).toBe("Verbindet …");
  });
});

describe("Opening and closing", () => {
  it("is once for each document, in StrictMode too; unmounting closes", async () => {
    await render(<StrictMode>{editor()}</StrictMode>);
    await vi.waitFor(() => expect(DeafSocket.open.size).toBe(1));
    await render(<StrictMode>{editor({ documentId: "other" })}</StrictMode>);
    await vi.waitFor(() =>
      expect([...DeafSocket.open].map(({ url }) => url)).toEqual([expect.stringContaining("/sync/other")]),
    );
    await render(null);
    await vi.waitFor(() => expect(DeafSocket.open.size).toBe(0));
  });

  it("does not open again for a new theme, user or callback", async () => {
    await render(editor());
    await vi.waitFor(() => expect(DeafSocket.open.size).toBe(1));
    await render(editor({ theme: "dark", user: { ...user, name: "Ada L." }, onStatus: () => {} }));
    expect(DeafSocket.addresses).toHaveLength(1);
    expect(page.querySelector(".motet")?.getAttribute("data-motet-theme")).toBe("dark");
    expect(page.querySelector("li")?.getAttribute("aria-label")).toBe("Ada L. (you)");
  });

  it("of a document that cannot be says so in its place", async () => {
    const errors: Error[] = [];
    const onError = function (this: unknown, error: Error) {
      expect(this).toBeUndefined();
      errors.push(error);
    };
    await render(editor({ documentId: "", onError }));
    expect(errors).toHaveLength(1);
    expect(page.querySelector('[role="alert"]')?.textContent).toBe(errors[0]?.message);
  });
});

describe("The parts", () => {
  it("work by themselves inside a provider", async () => {
    const Name = () => <p id="name">{useCollaboration()?.documentId}</p>;
    await render(
      <EditorProvider documentId="plan" url="ws://127.0.0.1:1">
        <Name />
        <SyncStatus />
      </EditorProvider>,
    );
    expect(page.querySelector("#name")?.textContent).toBe("plan");
    expect(find("status", "Sync status")).not.toBeNull();
  });
});

describe("An error of the editor", () => {
  it("shows what can be done in place of the text, and a new editor when asked", async () => {
    let failed: (() => void) | undefined;
    const Grip = () => {
      const collaboration = useCollaboration();
      failed = () => collaboration?.fail(new Error("broken"));
      return null;
    };

    await render(
      <EditorProvider documentId="plan" url="ws://127.0.0.1:1">
        <Grip />
        <DocumentBody />
      </EditorProvider>,
    );
    await act(async () => failed?.());
    expect(page.querySelector('[role="alert"]')?.textContent).toContain("The editor has stopped");
    const reload = [...page.querySelectorAll("button")].find((button) => button.textContent === "Reload");
    await act(async () => reload?.click());
    expect(page.querySelector('[role="alert"]')).toBeNull();
    expect(find("textbox", "Document body")).not.toBeNull();
  });
});
