import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { BODY, EMPTY_DOCUMENT, SEED_BLOCK_ID, SEED_CLIENT_ID } from "../src/index.js";

function seeded(): Y.Doc {
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, EMPTY_DOCUMENT);
  return ydoc;
}

function body(ydoc: Y.Doc): unknown {
  return ydoc.getText(BODY).toJSON();
}

describe("the empty document", () => {
  it("is these bytes, for good: documents on disk begin with them", () => {
    expect(Buffer.from(EMPTY_DOCUMENT).toString("hex")).toBe(
      "01030100070104626f64790128000100026964017705737461727428000100047479706501770970617261677261706800",
    );
  });

  it("is what Yjs itself writes for one paragraph marker", () => {
    const ydoc = new Y.Doc();
    ydoc.clientID = SEED_CLIENT_ID;
    ydoc.transact(() => {
      const marker = new Y.Map<string>();
      marker.set("id", SEED_BLOCK_ID);
      marker.set("type", "paragraph");
      ydoc.getText(BODY).insertEmbed(0, marker);
    });
    expect(Y.encodeStateAsUpdate(ydoc)).toEqual(EMPTY_DOCUMENT);
  });

  it("applied again changes nothing", () => {
    const ydoc = seeded();
    ydoc.getText(BODY).insert(1, "typed");
    const before = Y.encodeStateAsUpdate(ydoc);
    Y.applyUpdate(ydoc, EMPTY_DOCUMENT);
    expect(Y.encodeStateAsUpdate(ydoc)).toEqual(before);
  });

  it("begins before text that somebody typed without having loaded it", () => {
    const eager = new Y.Doc();
    eager.getText(BODY).insert(0, "typed too early");
    Y.applyUpdate(eager, EMPTY_DOCUMENT);
    const delta = eager.getText(BODY).toDelta() as { insert: unknown }[];
    expect(delta.map(({ insert }) => typeof insert)).toEqual(["object", "string"]);
    expect(body(eager)).toBe("typed too early");
  });

  it("makes a client that drew its clientID by chance draw another", () => {
    const unlucky = new Y.Doc();
    unlucky.clientID = SEED_CLIENT_ID;
    Y.applyUpdate(unlucky, EMPTY_DOCUMENT);
    expect(unlucky.clientID).not.toBe(SEED_CLIENT_ID);
  });
});
