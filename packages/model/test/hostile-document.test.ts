import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import {
  appendBlocks,
  BODY,
  documentToHtml,
  documentToMarkdown,
  EMPTY_DOCUMENT,
  readBlocks,
  readTitle,
  TITLE,
  toJSON,
  toPlainText,
} from "../src/index.js";

/** The document as a server or a fresh tab gets it: from bytes, without knowing what its roots were meant to be. */
function loaded(write: (ydoc: Y.Doc) => void): Y.Doc {
  const writer = new Y.Doc();
  Y.applyUpdate(writer, EMPTY_DOCUMENT);
  write(writer);
  const reader = new Y.Doc();
  Y.applyUpdate(reader, Y.encodeStateAsUpdate(writer));
  return reader;
}

/** Runs every reader there is. None may throw, and none may write. */
function readAll(ydoc: Y.Doc): string {
  const before = Y.encodeStateVector(ydoc);
  const json = toJSON(ydoc);
  readTitle(ydoc);
  readBlocks(ydoc);
  expect(JSON.parse(JSON.stringify(json))).toEqual(json);
  documentToMarkdown(json);
  expect(documentToHtml(json)).not.toMatch(/<script|="javascript:/i);
  expect(Y.encodeStateVector(ydoc)).toEqual(before);
  return toPlainText(ydoc);
}

const marker = (entries: Record<string, unknown>): Y.Map<unknown> => new Y.Map(Object.entries(entries));

/** More text follows each of these, and must be read. */
const hostile: [string, (ydoc: Y.Doc) => void][] = [
  ["text before the first marker", (ydoc) => ydoc.getText(BODY).insert(0, "early")],
  ["no marker at all", (ydoc) => ydoc.getText(BODY).delete(0, 1)],
  ["a marker without keys", (ydoc) => ydoc.getText(BODY).insertEmbed(1, new Y.Map())],
  ["keys of wrong types", (ydoc) => wrongKeys(ydoc.getText(BODY))],
  [
    "an unknown block type",
    (ydoc) => ydoc.getText(BODY).insertEmbed(1, marker({ id: "a", type: "from-the-future", x: { y: 1 } })),
  ],
  [
    "one id for many blocks",
    (ydoc) => times(50, () => ydoc.getText(BODY).insertEmbed(1, marker({ id: "start", type: "quote" }))),
  ],
  ["names of prototypes", (ydoc) => prototypes(ydoc.getText(BODY))],
  ["embeds of unknown and wrong types", (ydoc) => embeds(ydoc.getText(BODY))],
  ["Yjs types nested in the text", (ydoc) => nested(ydoc.getText(BODY))],
  ["values that JSON does not have", (ydoc) => foreign(ydoc.getText(BODY))],
  [
    "dangerous links",
    (ydoc) => ydoc.getText(BODY).insert(1, "click", { link: "javascript:alert(1)", code: "<script>" }),
  ],
  ["entries beside the text", (ydoc) => Y.Map.prototype.set.call(ydoc.getText(BODY), "type", "heading")],
  ["a title that is a map", (ydoc) => ydoc.getMap(TITLE).set("a", marker({}))],
];

describe("a hostile document", () => {
  it.each(hostile)("%s: every reader reads on, the honest text is there", (_, write) => {
    const ydoc = loaded((writer) => {
      write(writer);
      appendBlocks(writer, [{ type: "paragraph", runs: [{ text: "honest text" }] }]);
    });
    expect(readAll(ydoc)).toContain("honest text");
  });

  it.each<[string, (ydoc: Y.Doc) => unknown]>([
    ["a map", (ydoc) => ydoc.getMap(BODY).set("text", "x")],
    ["an array", (ydoc) => ydoc.getArray(BODY).push(["x", 1, null, new Y.Map()])],
    [
      "an XML fragment",
      (ydoc) => ydoc.getXmlFragment(BODY).push([new Y.XmlElement("p"), new Y.XmlText("x")]),
    ],
    ["a text of @lexical/yjs", (ydoc) => lexical(ydoc.get(BODY, Y.XmlText) as Y.XmlText)],
  ])("whose body is %s is read without an error", (_, write) => {
    const writer = new Y.Doc();
    write(writer);
    const reader = new Y.Doc();
    Y.applyUpdate(reader, Y.encodeStateAsUpdate(writer));
    readAll(reader);
  });

  it("whatever a client writes into the body, at random", () => {
    fc.assert(
      fc.property(fc.array(arbitraryEdit, { maxLength: 40 }), (edits) => {
        const ydoc = loaded((writer) => {
          for (const edit of edits) edit(writer.getText(BODY));
          appendBlocks(writer, [{ type: "paragraph", runs: [{ text: "honest text" }] }]);
        });
        expect(readAll(ydoc)).toContain("honest text");
      }),
      { numRuns: 300 },
    );
  });

  it.each<[string, (body: Y.Text) => void]>([
    [
      "100,000 markers without text",
      (body) => body.applyDelta(Array.from({ length: 100_000 }, () => ({ insert: new Y.Map() }))),
    ],
    [
      "100,000 embeds",
      (body) => body.applyDelta(Array.from({ length: 100_000 }, (_, n) => ({ insert: { type: `t${n}` } }))),
    ],
    [
      "100,000 runs",
      (body) =>
        body.applyDelta(
          Array.from({ length: 100_000 }, (_, n) => ({ insert: "a", attributes: { bold: n % 2 } })),
        ),
    ],
    ["20,000 formats on one character", (body) => body.insert(0, "a", formats(20_000))],
    [
      "100,000 deleted things",
      (body) => {
        body.applyDelta(Array.from({ length: 100_000 }, (_, n) => ({ insert: { type: `t${n}` } })));
        body.delete(0, 100_000);
      },
    ],
    ["types nested 1,000 deep", (body) => deep(body, 1_000)],
  ])("%s: read in bounded time", { timeout: 60_000 }, (_, write) => {
    const ydoc = loaded((writer) => writer.transact(() => write(writer.getText(BODY))));
    // A cost that is not in proportion would be minutes here, beyond this test's time.
    readAll(ydoc);
  });
});

it("Formats that this version knows are read beside any number of others", () => {
  const ydoc = loaded((writer) =>
    writer.getText(BODY).insert(1, "a", { ...formats(1_000), bold: true, link: "https://motet.test" }),
  );
  const [run] = readBlocks(ydoc)[0]?.runs ?? [];
  expect(run?.attributes).toMatchObject({ bold: true, link: "https://motet.test", "format-0": 0 });
});

function formats(count: number): Record<string, number> {
  return Object.fromEntries(Array.from({ length: count }, (_, n) => [`format-${n}`, n]));
}

function times(count: number, act: (n: number) => void): void {
  for (let n = 0; n < count; n += 1) act(n);
}

function wrongKeys(body: Y.Text): void {
  const values: unknown[] = [
    7,
    null,
    true,
    [],
    {},
    "",
    "x".repeat(100_000),
    new Uint8Array(3),
    -1,
    1e308,
    0.5,
    "__proto__",
  ];
  for (const value of values) {
    body.insertEmbed(1, marker({ id: value, type: value, level: value, indent: value }));
    body.insertEmbed(1, marker({ id: "a", type: "heading", level: value, align: value }));
    body.insertEmbed(
      1,
      marker({ id: "b", type: "list-item", kind: value, indent: value, start: value, checked: value }),
    );
    body.insertEmbed(1, marker({ id: "c", type: "code", language: value }));
  }
  body.insertEmbed(1, marker({ id: new Y.Text("a"), type: new Y.Map(), level: new Y.Array() }));
}

function prototypes(body: Y.Text): void {
  for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
    body.insertEmbed(1, marker({ id: name, type: name, [name]: 1 }));
    body.insert(1, "x", JSON.parse(`{"${name}":{"bold":true}}`));
    body.insertEmbed(1, JSON.parse(`{"type":"${name}","${name}":1}`));
  }
}

function embeds(body: Y.Text): void {
  for (const embed of [
    {},
    { type: 7 },
    { type: "" },
    { type: "image", alt: 7 },
    [1],
    [],
    { type: "x", alt: "<script>" },
  ])
    body.insertEmbed(1, embed);
}

function nested(body: Y.Text): void {
  for (const type of [
    new Y.Text("a"),
    new Y.Array(),
    new Y.XmlText("b"),
    new Y.XmlElement("p"),
    new Y.XmlFragment(),
    new Y.Doc(),
  ]) {
    body.insertEmbed(1, type as object);
  }
}

function foreign(body: Y.Text): void {
  const value = {
    big: 10n,
    bytes: new Uint8Array([1]),
    nothing: undefined,
    deep: nestedArray(500),
    number: Number.NaN,
  };
  body.insertEmbed(1, marker({ id: "a", type: "x", ...value, value, list: [value] }));
  for (const one of [10n, value, [value]]) {
    body.applyDelta([{ retain: 1 }, { insert: { type: "x", one: typeof one === "bigint" ? 1 : "y" } }]);
    // Formats are JSON in Yjs, so what JSON cannot hold never gets here; what it can may be as deep as anybody likes.
    body.applyDelta([
      { retain: 1 },
      { insert: "a", attributes: { x: nestedArray(500), y: { z: nestedArray(100) } } },
    ]);
    body.applyDelta([
      { retain: 1 },
      { insert: "b", attributes: { x: nestedArray(500), y: { z: nestedArray(100) } } },
    ]);
  }
}

function nestedArray(depth: number): unknown[] {
  let array: unknown[] = [];
  for (let n = 0; n < depth; n += 1) array = [array];
  return array;
}

function lexical(root: Y.XmlText): void {
  const paragraph = new Y.XmlText();
  root.insertEmbed(0, paragraph);
  paragraph.setAttribute("__type", "paragraph");
  paragraph.insertEmbed(0, marker({ __type: "text", __format: 0 }));
  paragraph.insert(1, "from another editor");
}

function deep(body: Y.Text, depth: number): void {
  let inner = new Y.Map<unknown>();
  body.insertEmbed(1, inner);
  for (let n = 0; n < depth; n += 1) {
    const next = new Y.Map<unknown>();
    inner.set("props", next);
    inner = next;
  }
}

const anyJson = fc.jsonValue({ maxDepth: 3 });
const anyKey = fc.oneof(
  fc.constantFrom(
    "id",
    "type",
    "level",
    "kind",
    "indent",
    "start",
    "checked",
    "language",
    "align",
    "link",
    "bold",
    "code",
    "__proto__",
  ),
  fc.string(),
);
const anyRecord = fc.dictionary(
  anyKey,
  fc.oneof(anyJson, fc.constantFrom("heading", "list-item", "quote", "code", "javascript:alert(1)")),
);
const at = (body: Y.Text, place: number): number => Math.floor(place * body.length);

const arbitraryEdit: fc.Arbitrary<(body: Y.Text) => void> = fc
  .tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(5), anyRecord, fc.string({ unit: "binary" }))
  .map(([place, kind, record, text]) => (body) => {
    const index = at(body, place);
    if (kind === 0) body.insert(index, text, record);
    else if (kind === 1) body.insertEmbed(index, marker(record));
    else if (kind === 2) body.insertEmbed(index, record);
    else if (kind === 3) body.format(index, body.length - index, record);
    else if (kind === 4) body.delete(index, Math.min(3, body.length - index));
    else body.insertEmbed(index, new Y.XmlText(text));
  });
