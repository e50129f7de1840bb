import { join } from "node:path";
import { expect, readServerDocument, test } from "@motet/playwright";
import * as Y from "yjs";

const FILE = join(import.meta.dirname, "..", "..", "docs", "images", "model.png");

const DOCUMENT = `## Friday

- [x] Book the room
- [ ] Bring **all four** voices

We begin at *seven*, and not [later](https://motet.test).

> The last to come sings the bass.
`;

interface Piece {
  readonly kind: "marker" | "text" | "format";
  readonly text: string;
}

/** What stands in a flow of Yjs, in order: a line a block, since that is where markers are. */
function linesOf(flow: Y.Text): Piece[][] {
  const lines: Piece[][] = [];
  const push = (piece: Piece): void => {
    if (piece.kind === "marker" || lines.length === 0) lines.push([]);
    lines.at(-1)?.push(piece);
  };
  for (const { insert, attributes = {} } of flow.toDelta() as {
    insert: unknown;
    attributes?: Record<string, unknown>;
  }[]) {
    if (insert instanceof Y.Map) {
      const keys = [...insert.entries()].map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
      push({ kind: "marker", text: `◆ {${keys.join(", ")}}` });
      continue;
    }
    for (const [key, value] of Object.entries(attributes)) {
      push({ kind: "format", text: value === true ? key : `${key}: ${JSON.stringify(value)}` });
    }
    push({ kind: "text", text: String(insert) });
    for (const key of Object.keys(attributes).reverse()) push({ kind: "format", text: `/${key}` });
  }
  return lines;
}

const escaped = (text: string): string =>
  text.replace(/[&<>]/g, (sign) => `&#${sign.codePointAt(0) as number};`);

test.use({ hasOwnServer: true });

test("model", async ({ openPeople, motet, browser }) => {
  const made = await fetch(`${motet.url}/api/documents`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ title: "Rehearsal", markdown: DOCUMENT }),
  });
  expect(made.status).toBe(201);
  const { id } = (await made.json()) as { id: string };
  const [ada] = await openPeople(1, {
    documentId: id,
    context: { viewport: { width: 640, height: 900 }, deviceScaleFactor: 2, colorScheme: "light" },
  });
  await ada.waitForText("sings the bass");
  const body = ada.page.getByRole("textbox", { name: "Document body" });
  const height = await body.evaluate((element) => {
    const last = element.lastElementChild?.getBoundingClientRect();
    return (last?.bottom ?? 0) - element.getBoundingClientRect().top;
  });
  const shown = await body.screenshot({ animations: "disabled", caret: "hide" });
  const stored = await readServerDocument(motet.url, id);
  const lines = linesOf((stored as { ydoc: Y.Doc }).ydoc.getText("body"));

  const page = await browser.newPage({ viewport: { width: 1240, height: 200 }, deviceScaleFactor: 2 });
  await page.setContent(`
    <style>
      body { margin: 0; padding: 24px; background: #fbfaf7; color: #1f1d1a; font: 15px/1.5 system-ui, sans-serif; width: 1192px; box-sizing: border-box; }
      main { display: grid; grid-template-columns: 1fr 560px; gap: 32px; }
      h2 { font-size: 13px; font-weight: 600; letter-spacing: .06em; text-transform: uppercase; color: #6b665e; margin: 0 0 12px; }
      section { background: #fff; border: 1px solid #e7e2d9; border-radius: 10px; padding: 20px; }
      .stored p { font: 14px/1.9 ui-monospace, monospace; margin: 0 0 6px; }
      .marker { background: #f9ece8; color: #b3361f; border-radius: 6px; padding: 3px 7px; margin-right: 8px; }
      .format { color: #b3361f; }
      .shown { background: #fbfaf7; }
      .shown div { height: ${Math.ceil(height) + 8}px; overflow: hidden; }
      img { width: 100%; }
    </style>
    <main>
      <section class="stored"><h2>In Yjs: one flat text</h2>${lines
        .map(
          (line) =>
            `<p>${line
              .map(({ kind, text }) =>
                kind === "text"
                  ? escaped(text)
                  : `<span class="${kind}">${escaped(kind === "format" ? `‹${text}›` : text)}</span>`,
              )
              .join("")}</p>`,
        )
        .join("")}</section>
      <section class="shown"><h2>On the page</h2><div><img src="data:image/png;base64,${shown.toString("base64")}"></div></section>
    </main>`);
  await page.locator("body").screenshot({ path: FILE });
  await page.close();
});
