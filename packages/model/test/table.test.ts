import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import {
  appendBlocks,
  type Block,
  BODY,
  cellName,
  documentToHtml,
  documentToMarkdown,
  EMPTY_DOCUMENT,
  FIRST_LINE,
  linesName,
  openFlow,
  propsName,
  readBlocks,
  readLines,
  readTableGrid,
  type Table,
  toJSON,
  toPlainText,
  writeDocument,
  writeTableProp,
} from "../src/index.js";
import { deleteLine, insertLine, mergeCells, moveLine, splitCell } from "./support/edit-table.js";

function empty(clientId?: number): Y.Doc {
  const ydoc = new Y.Doc();
  if (clientId !== undefined) ydoc.clientID = clientId;
  Y.applyUpdate(ydoc, EMPTY_DOCUMENT);
  return ydoc;
}

const paragraph = (text: string): Block => ({ type: "paragraph", runs: text === "" ? [] : [{ text }] });

function tableOf(rows: readonly (readonly string[])[]): Block {
  return {
    type: "table",
    runs: [],
    table: {
      columns: (rows[0] ?? []).map(() => ({})),
      rows: rows.map((cells) => ({ cells: cells.map((text) => ({ blocks: [paragraph(text)] })) })),
    },
  };
}

/** A document with one table, and the table's id. */
function withTable(rows: readonly (readonly string[])[], clientId?: number): { ydoc: Y.Doc; id: string } {
  const ydoc = empty(clientId);
  appendBlocks(ydoc, [tableOf(rows)]);
  return { ydoc, id: tables(ydoc)[0]?.id as string };
}

function tables(ydoc: Y.Doc): Table[] {
  return readBlocks(ydoc).flatMap(({ table }) => (table === undefined ? [] : [table]));
}

/** The cells' text, a row a line. */
function texts(ydoc: Y.Doc): string[][] {
  return (tables(ydoc)[0]?.rows ?? []).map(({ cells }) =>
    cells.map(({ blocks }) =>
      blocks.map(({ runs }) => runs.map((run) => ("text" in run ? run.text : "*")).join("")).join("/"),
    ),
  );
}

function type(ydoc: Y.Doc, table: string, row: number, column: number, text: string): void {
  const name = cellName(
    table,
    readLines(ydoc, table, "rows")[row] as string,
    readLines(ydoc, table, "columns")[column] as string,
  );
  openFlow(ydoc, name)?.insert(0, text);
}

function exchange(...ydocs: Y.Doc[]): void {
  for (const from of ydocs) for (const to of ydocs) Y.applyUpdate(to, Y.encodeStateAsUpdate(from), "peer");
}

describe("a table", () => {
  it("comes back as it was written, with its spans, widths, headers, colours and caption", () => {
    const table: Table = {
      columns: [{ header: true }, { width: 120 }, {}],
      rows: [
        {
          header: true,
          cells: [
            { columnSpan: 2, blocks: [paragraph("wide")] },
            { rowSpan: 2, blocks: [paragraph("tall")] },
          ],
        },
        {
          cells: [
            { background: "#ffeedd", blocks: [paragraph("a"), { type: "list-item", runs: [{ text: "b" }] }] },
            { blocks: [paragraph("")] },
          ],
        },
      ],
    };
    const ydoc = new Y.Doc();
    writeDocument(ydoc, { title: "", blocks: [{ type: "table", runs: [{ text: "caption" }], table }] });
    const [block] = readBlocks(ydoc);
    const anonymous = JSON.parse(JSON.stringify(block), (key, value) => (key === "id" ? undefined : value));
    expect(anonymous).toEqual({ type: "table", runs: [{ text: "caption" }], table });
    expect(toJSON(ydoc).blocks).toEqual([block]);
    expect(toPlainText(ydoc)).toBe("wide\ttall\na b\t\ncaption");
    expect(documentToHtml({ title: "", blocks: [block as Block] })).toBe(
      [
        "<table>",
        "<caption>caption</caption>",
        '<colgroup><col><col style="width: 120px"><col></colgroup>',
        "<tbody>",
        "<tr>",
        '<th scope="col" colspan="2">',
        "<p>wide</p>",
        "</th>",
        '<th scope="col" rowspan="2">',
        "<p>tall</p>",
        "</th>",
        "</tr>",
        "<tr>",
        '<th scope="row" style="background-color: #ffeedd">',
        "<p>a</p>",
        "<ul>",
        "<li>b",
        "</li>",
        "</ul>",
        "</th>",
        "<td>",
        "<p></p>",
        "</td>",
        "</tr>",
        "</tbody>",
        "</table>",
      ].join("\n"),
    );
  });

  it("that is written from a copy is a new one: it shares no text with what it was copied from", () => {
    const { ydoc, id } = withTable([["a"]]);
    appendBlocks(ydoc, readBlocks(ydoc).slice(1));
    type(ydoc, id, 0, 0, "x");
    expect(tables(ydoc).map(({ rows }) => JSON.stringify(rows).match(/"text":"\w+"/g))).toEqual([
      ['"text":"xa"'],
      ['"text":"a"'],
    ]);
  });

  it("is a full grid when a row and a column come at once", () => {
    const { ydoc: ada, id } = withTable([["a"]], 10);
    const bea = empty(20);
    exchange(ada, bea);
    insertLine(ada, id, "rows", 1);
    insertLine(bea, id, "columns", 1);
    exchange(ada, bea);
    expect(texts(ada)).toEqual([
      ["a", ""],
      ["", ""],
    ]);
    expect(readBlocks(bea)).toEqual(readBlocks(ada));
  });

  it.each([
    [10, 20],
    [20, 10],
  ])("shares a cell that two people write into first (clients %i, %i)", (first, second) => {
    const { ydoc: ada, id } = withTable([[""]], first);
    const bea = empty(second);
    exchange(ada, bea);
    type(ada, id, 0, 0, "Ada");
    type(bea, id, 0, 0, "Bea");
    exchange(ada, bea);
    expect(["AdaBea", "BeaAda"]).toContain(texts(ada)[0]?.[0]);
    expect(texts(bea)).toEqual(texts(ada));
  });

  it("brings a row back with what was typed there, by whomever", () => {
    const { ydoc: ada, id } = withTable([["a"], ["b"]], 10);
    const bea = empty(20);
    exchange(ada, bea);
    const undo = new Y.UndoManager(ada);
    deleteLine(ada, id, "rows", readLines(ada, id, "rows")[1] as string);
    type(bea, id, 1, 0, "Bea ");
    exchange(ada, bea);
    expect(texts(bea)).toEqual([["a"]]);
    undo.undo();
    expect(texts(ada)).toEqual([["a"], ["Bea b"]]);
  });

  it("keeps a row that is moved by two people once, and one that is moved while it is deleted", () => {
    const { ydoc: ada, id } = withTable([["a"], ["b"], ["c"]], 10);
    const bea = empty(20);
    exchange(ada, bea);
    const [, row] = readLines(ada, id, "rows") as [string, string];
    moveLine(ada, id, "rows", row, 0);
    moveLine(bea, id, "rows", row, 2);
    exchange(ada, bea);
    expect(texts(ada).flat().sort()).toEqual(["a", "b", "c"]);
    const isFirst = readLines(ada, id, "rows")[0] === row;
    moveLine(ada, id, "rows", row, isFirst ? 2 : 0);
    deleteLine(bea, id, "rows", row);
    exchange(ada, bea);
    expect(texts(ada)).toEqual(isFirst ? [["a"], ["c"], ["b"]] : [["b"], ["a"], ["c"]]);
    deleteLine(ada, id, "rows", row);
    expect(texts(ada)).toEqual([["a"], ["c"]]);
  });

  it("has one row and one column where two people deleted what was left, the same for both", () => {
    const { ydoc: ada, id } = withTable([["a", "b"]], 10);
    const bea = empty(20);
    exchange(ada, bea);
    const [first, second] = readLines(ada, id, "columns") as [string, string];
    deleteLine(ada, id, "columns", first);
    deleteLine(bea, id, "columns", second);
    exchange(ada, bea);
    expect(texts(ada)).toEqual([[""]]);
    expect(readLines(bea, id, "columns")).toEqual([FIRST_LINE]);
    insertLine(ada, id, "columns", 1);
    expect(readLines(ada, id, "columns")).toHaveLength(2);
  });

  it("merges cells as long as nobody writes into a covered one", () => {
    const { ydoc, id } = withTable([
      ["a", ""],
      ["", ""],
    ]);
    mergeCells(ydoc, id, readLines(ydoc, id, "rows"), readLines(ydoc, id, "columns"));
    expect(texts(ydoc)).toEqual([["a"], []]);
    type(ydoc, id, 1, 1, "typed meanwhile");
    expect(texts(ydoc)).toEqual([
      ["a", ""],
      ["", "typed meanwhile"],
    ]);
  });

  it("grows a merged cell by what comes to stand in it, and shows its text when its first row is gone", () => {
    const { ydoc, id } = withTable([
      ["a", "x"],
      ["", "y"],
    ]);
    const [top, bottom] = readLines(ydoc, id, "rows") as [string, string];
    const [column] = readLines(ydoc, id, "columns") as [string];
    mergeCells(ydoc, id, [top, bottom], [column]);
    insertLine(ydoc, id, "rows", 1);
    expect(tables(ydoc)[0]?.rows[0]?.cells[0]?.rowSpan).toBe(3);
    deleteLine(ydoc, id, "rows", top);
    expect(texts(ydoc)).toEqual([
      ["", ""],
      ["a", "y"],
    ]);
    splitCell(ydoc, id, bottom, column);
    expect(texts(ydoc)).toEqual([
      ["", ""],
      ["", "y"],
    ]);
  });

  it("lets the first of two merges that overlap hold", () => {
    const { ydoc, id } = withTable([
      ["a", "b", "c"],
      ["", "", ""],
    ]);
    const rows = readLines(ydoc, id, "rows") as [string, string];
    const [a, b, c] = readLines(ydoc, id, "columns") as [string, string, string];
    mergeCells(ydoc, id, [rows[1]], [b, c]);
    mergeCells(ydoc, id, [rows[1]], [a, b]);
    expect(readTableGrid(ydoc, id).cells[1]?.map(({ columnSpan }) => columnSpan)).toEqual([2, 1]);
  });
});

describe("a hostile table", () => {
  function reload(ydoc: Y.Doc): Y.Doc {
    const fresh = new Y.Doc();
    Y.applyUpdate(fresh, Y.encodeStateAsUpdate(ydoc));
    return fresh;
  }

  /** Every reader, none of which may throw, write, or make a type for a cell that nobody wrote into. */
  function readAll(ydoc: Y.Doc): string {
    const before = Y.encodeStateAsUpdate(ydoc);
    const names = [...ydoc.share.keys()];
    const json = toJSON(ydoc);
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
    documentToHtml(json);
    documentToMarkdown(json);
    expect(Y.encodeStateAsUpdate(ydoc)).toEqual(before);
    expect([...ydoc.share.keys()].filter((name) => !names.includes(name) && name !== "title")).toEqual([]);
    return toPlainText(ydoc);
  }

  it.each<[string, (ydoc: Y.Doc, id: string) => void, string]>([
    [
      "ids of wrong types, empty, long, with colons",
      (ydoc, id) =>
        ydoc
          .getArray(linesName(id, "rows"))
          .insert(0, [7, null, "", "a:b", "x".repeat(99), new Y.Map(), ["r"], { id: 1 }]),
      "a\tb\nc\td",
    ],
    [
      "ids twice",
      (ydoc, id) => ydoc.getArray(linesName(id, "columns")).push(readLines(ydoc, id, "columns")),
      "a\tb\nc\td",
    ],
    ["rows that are a map", (ydoc, id) => ydoc.getMap(`${id}x:rows`).set("a", 1), "a\tb\nc\td"],
    [
      "a cell that is a map",
      (ydoc, id) => ydoc.getMap(cellName(id, "r", "c")).set("a", new Y.Text("x")),
      "a\tb\nc\td",
    ],
    ["properties of wrong types", wrongProps, "a\tb\nc\td"],
    [
      "the same table again",
      (ydoc, id) => mark(ydoc.getText(BODY), { type: "table", table: id }),
      "a\tb\nc\td\n",
    ],
    [
      "a table in itself",
      (ydoc, id) =>
        mark(
          openFlow(
            ydoc,
            cellName(
              id,
              readLines(ydoc, id, "rows")[0] as string,
              readLines(ydoc, id, "columns")[0] as string,
            ),
          ) as Y.Text,
          { type: "table", table: id },
        ),
      "a \tb\nc\td",
    ],
    [
      "markers without a table's id",
      (ydoc) =>
        [undefined, 7, "", "a:b", new Y.Map()].forEach((table) => {
          mark(ydoc.getText(BODY), { type: "table", table });
        }),
      "a\tb\nc\td\n\n\n\n\n",
    ],
  ])("%s", (_, write, text) => {
    const { ydoc, id } = withTable([
      ["a", "b"],
      ["c", "d"],
    ]);
    write(ydoc, id);
    appendBlocks(ydoc, [paragraph("honest text")]);
    expect(readAll(reload(ydoc))).toBe(`\n${text}\nhonest text`);
    expect(readAll(ydoc)).toBe(`\n${text}\nhonest text`);
  });

  it("whose parts are other types than a reader expects, as they arrive and as they were asked for", () => {
    for (const isAsked of [false, true]) {
      const writer = withTable([["a"]]);
      mark(writer.ydoc.getText(BODY), { type: "table", table: "evil" });
      writer.ydoc.getMap(linesName("evil", "rows")).set("a", 1);
      writer.ydoc.getText(linesName("evil", "columns")).insert(0, "ab");
      writer.ydoc.getArray(propsName("evil")).push([1]);
      writer.ydoc.getXmlFragment(cellName("evil", FIRST_LINE, "a")).push([new Y.XmlElement("p")]);
      const ydoc = reload(writer.ydoc);
      if (isAsked) {
        ydoc.getMap(linesName("evil", "rows"));
        ydoc.getArray(cellName("evil", FIRST_LINE, "a"));
      }
      expect(readAll(ydoc).split("\n")[1]).toBe("a");
    }
  });

  it("of more rows and columns than anybody shows: they are counted, and kept", () => {
    const { ydoc, id } = withTable([["a"]]);
    ydoc.getArray(linesName(id, "rows")).push(Array.from({ length: 50_000 }, (_, n) => `r${n}`));
    ydoc.getArray(linesName(id, "columns")).push(Array.from({ length: 50_000 }, (_, n) => `c${n}`));
    const [table] = tables(ydoc);
    expect(table).toMatchObject({ hiddenRows: 49_901, hiddenColumns: 49_901 });
    expect(table?.rows).toHaveLength(100);
  });

  it("with 20,000 merges over each other: bounded time", { timeout: 60_000 }, () => {
    const { ydoc, id } = withTable([["a"]]);
    const rows = Array.from({ length: 99 }, (_, n) => `r${n}`);
    const columns = Array.from({ length: 99 }, (_, n) => `c${n}`);
    ydoc.getArray(linesName(id, "rows")).push(rows);
    ydoc.getArray(linesName(id, "columns")).push(columns);
    openFlow(ydoc, cellName(id, "r98", "c98"))?.insert(0, "honest");
    ydoc.transact(() => {
      for (let n = 0; n < 20_000; n++) {
        const row = `r${n % 100}`;
        const column = `c${Math.floor(n / 100) % 99}`;
        ydoc.getMap(propsName(id)).set(`cell:${row}:${column}:merge`, { rows, columns });
      }
    });
    expect(toPlainText(ydoc)).toContain("honest");
  });

  function mark(flow: Y.Text, entries: Record<string, unknown>): void {
    flow.insertEmbed(flow.length, new Y.Map(Object.entries({ id: "x", ...entries })));
  }

  function wrongProps(ydoc: Y.Doc, id: string): void {
    const map = ydoc.getMap(propsName(id));
    const row = readLines(ydoc, id, "rows")[0] as string;
    const column = readLines(ydoc, id, "columns")[0] as string;
    const values: unknown[] = [
      7,
      "x",
      null,
      [],
      {},
      new Y.Map(),
      Number.NaN,
      { rows: 1, columns: 2 },
      { rows: [row, 7], columns: [] },
    ];
    values.forEach((value, n) => {
      map.set(`cell:${row}:${column}:merge`, value);
      map.set(`cell:${row}:__proto__:merge`, `${n}`);
      map.set(`cell:r${n}:c:background`, "red;x:url(x)");
      map.set(`row:${row}:header`, `${n}`);
      map.set(`column:${column}:width`, typeof value === "number" ? Number.NaN : [n]);
      map.set(`${"a:".repeat(n)}b`, n);
    });
  }
});

describe("three people who edit one table at once", () => {
  /** Edits that leave every text in the table: what is typed afterwards must be there at the end. */
  const edit = fc.record({
    who: fc.nat(2),
    what: fc.nat(6),
    a: fc.nat(20),
    b: fc.nat(20),
    from: fc.nat(2),
  });

  it("end with one table, and whatever was typed in a cell that is still there", () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 40 }), fc.boolean(), (edits, isReversed) => {
        const first = withTable(
          [
            ["", ""],
            ["", ""],
          ],
          isReversed ? 30 : 10,
        );
        const { id } = first;
        const ydocs = [first.ydoc, empty(20), empty(isReversed ? 10 : 30)] as const;
        exchange(...ydocs);
        const typed: { token: string; row: string; column: string }[] = [];
        edits.forEach(({ who, what, a, b, from }, n) => {
          const ydoc = ydocs[who] as Y.Doc;
          const rows = readLines(ydoc, id, "rows");
          const columns = readLines(ydoc, id, "columns");
          const row = rows[a % rows.length] as string;
          const column = columns[b % columns.length] as string;
          const axis = b % 2 === 0 ? "rows" : "columns";
          const line = axis === "rows" ? row : (columns[a % columns.length] as string);
          switch (what) {
            case 0: {
              const token = `<${n}>`;
              openFlow(ydoc, cellName(id, row, column))?.insert(0, token);
              typed.push({ token, row, column });
              break;
            }
            case 1:
              insertLine(ydoc, id, axis, a % 4);
              break;
            case 2:
              deleteLine(ydoc, id, axis, line);
              break;
            case 3:
              moveLine(ydoc, id, axis, line, b % 4);
              break;
            case 4:
              mergeCells(
                ydoc,
                id,
                rows.slice(a % rows.length, (a % rows.length) + 2),
                columns.slice(b % columns.length, (b % columns.length) + 2),
              );
              break;
            case 5:
              splitCell(ydoc, id, row, column);
              writeTableProp(ydoc, id, { kind: "row-header", id: row, value: b % 2 === 0 });
              break;
            default:
              Y.applyUpdate(ydoc, Y.encodeStateAsUpdate(ydocs[from] as Y.Doc));
          }
        });
        exchange(...ydocs);
        exchange(...ydocs);
        const blocks = readBlocks(ydocs[0]);
        const before = Y.encodeStateAsUpdate(ydocs[0]);
        for (const ydoc of ydocs) expect(readBlocks(ydoc)).toEqual(blocks);
        const fresh = new Y.Doc();
        Y.applyUpdate(fresh, before);
        expect(readBlocks(fresh)).toEqual(blocks);
        expect(Y.encodeStateAsUpdate(ydocs[0])).toEqual(before);

        const text = JSON.stringify(blocks);
        const rows = readLines(fresh, id, "rows");
        const columns = readLines(fresh, id, "columns");
        for (const { token, row, column } of typed) {
          if (rows.includes(row) && columns.includes(column)) expect(text.split(token)).toHaveLength(2);
        }
        // Each place belongs to one cell.
        const grid = readTableGrid(fresh, id);
        const area = grid.cells
          .flat()
          .reduce((sum, { rowSpan, columnSpan }) => sum + rowSpan * columnSpan, 0);
        expect(area).toBe(rows.length * columns.length);
      }),
      { numRuns: 1_000 },
    );
  });
});
