import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { decodeSummary, summarize } from "../src/checkpoint-summary.js";
import { decodeUpdate } from "../src/decoded-update.js";
import { DocumentState } from "../src/document-state.js";
import type { StoredDocument } from "../src/document-store.js";
import { randomOf } from "./support/random.js";

const NOTHING: Uint8Array = new Uint8Array();
const SEED = Number(process.env.SEED ?? 7);

const seedDoc = new Y.Doc();
seedDoc.clientID = 1;
seedDoc.getText("title").insert(0, "Plan");
const seed = Y.encodeStateAsUpdate(seedDoc);

/** Several people, who write at the title and the body, and take words back. */
function writtenDocument(random: ReturnType<typeof randomOf>): Y.Doc {
  const ydoc = new Y.Doc({ gc: true });
  Y.applyUpdate(ydoc, seed);
  for (let step = 0; step < 200; step++) {
    if (step % 20 === 0) ydoc.clientID = 100 + random.below(5_000);
    const text = ydoc.getText(random.below(8) === 0 ? "title" : "body");
    if (random.below(3) > 0) text.insert(random.below(text.length + 1), "word ");
    else if (text.length > 3) text.delete(random.below(text.length - 2), 2);
  }
  return ydoc;
}

function stored(state: Uint8Array, summary: Uint8Array): StoredDocument {
  const checkpoint = { state, summary, upTo: 5, time: 5, owners: NOTHING };
  return { checkpoint, entries: [], lastSeq: 5, damage: null };
}

const open = (state: Uint8Array, summary: Uint8Array, titleRoot: string | null = "title") =>
  new DocumentState(stored(state, summary), { seed, titleRoot });

/** Whether an edit in a root counts as one of the title. */
function touchesTitle(opened: DocumentState, ydoc: Y.Doc, root: string): boolean {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(ydoc));
  copy.clientID = 9_999;
  let update = NOTHING;
  copy.on("update", (bytes: Uint8Array) => {
    update = bytes;
  });
  copy.getText(root).insert(2, "x");
  const decoded = decodeUpdate(update);
  if (decoded === null) throw new Error("Yjs has written what cannot be read");
  return opened.add(update, decoded, { time: 6, author: null, owner: null }).isTitleTouched;
}

describe("Opening without reading", () => {
  it(`7.7 what a checkpoint says of itself is what its state says (seed ${SEED})`, () => {
    const random = randomOf(SEED);
    for (let round = 0; round < 30; round++) {
      const ydoc = writtenDocument(random);
      const state = Y.encodeStateAsUpdate(ydoc);
      const summary = summarize(state, "title");
      expect(decodeSummary(summary, "title")).not.toBeNull();
      const [read, believed] = [open(state, NOTHING), open(state, summary)];
      const where = `round ${round}, seed ${SEED}`;
      const vectorOf = ({ known }: DocumentState) => Y.decodeStateVector(known.encodeStateVector());
      expect(vectorOf(believed), where).toEqual(vectorOf(read));
      expect([...believed.known.encodeDeletions()], where).toEqual([...read.known.encodeDeletions()]);
      expect(believed.full(), where).toBe(state);
      for (const root of ["title", "body"]) {
        for (const opened of [open(state, summary), open(state, NOTHING)])
          expect(touchesTitle(opened, ydoc, root), `${root}, ${where}`).toBe(root === "title");
      }
    }
  });

  it("7.7 the structs are not read where there is a summary", () => {
    const state = Y.encodeStateAsUpdate(writtenDocument(randomOf(SEED)));
    const summary = summarize(state, "title");
    const unreadable = new Uint8Array(state.length).fill(255);
    expect(() => open(unreadable, NOTHING)).toThrow("cannot be read");
    expect(open(unreadable, summary).full()).toBe(unreadable);
    // Who asks for no title does not mind which one was looked for.
    expect(open(unreadable, summary, null).full()).toBe(unreadable);
  });

  it("7.7 they are read where the summary is cut short, of another layout, for another title or without the seed", () => {
    const state = Y.encodeStateAsUpdate(writtenDocument(randomOf(SEED)));
    const summary = summarize(state, "title");
    const clocks = Y.decodeStateVector(Y.encodeStateVectorFromUpdate(state));
    const opensWhole = (summaryThen: Uint8Array, titleRoot: string) => {
      const opened = open(state, summaryThen, titleRoot);
      return Y.decodeStateVector(opened.known.encodeStateVector()).size === clocks.size;
    };
    for (let length = 0; length < summary.length; length++) {
      expect(decodeSummary(summary.subarray(0, length), "title"), `cut at ${length}`).toBeNull();
    }
    expect(opensWhole(summary.subarray(0, 9), "title")).toBe(true);
    const later = summary.slice();
    later[0] = 2;
    expect(decodeSummary(later, "title")).toBeNull();
    expect(opensWhole(later, "title")).toBe(true);
    expect(decodeSummary(summary, "headline")).toBeNull();
    expect(opensWhole(summary, "headline")).toBe(true);
    const bare = new Y.Doc();
    bare.getText("body").insert(0, "written before there was a seed");
    const bareState = Y.encodeStateAsUpdate(bare);
    const merged = new Y.Doc();
    Y.applyUpdate(merged, open(bareState, summarize(bareState, "title")).full());
    expect(merged.getText("title").toString()).toBe("Plan");
    expect(merged.getText("body").toString()).toBe("written before there was a seed");
  });

  it("7.7 no summary is made of a state that would not load", () => {
    const ydoc = writtenDocument(randomOf(SEED));
    const from = Y.encodeStateVector(ydoc);
    ydoc.getText("body").insert(0, "later");
    expect(() => summarize(Y.encodeStateAsUpdate(ydoc, from), null)).toThrow("has a gap");
    expect(() => summarize(Uint8Array.of(9, 9, 9), null)).toThrow("cannot be read");
  });
});
