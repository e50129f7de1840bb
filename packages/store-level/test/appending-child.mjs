// Appends to three documents without end and prints "<document> <seq>" for each append that has resolved.
import { openLevelStore } from "../dist/index.js";

const { documents } = await openLevelStore({ directory: process.argv[2] });

const appendTo = async (documentId) => {
  let { lastSeq: seq } = await documents.load(documentId);
  for (;;) {
    seq += 1;
    const update = new TextEncoder().encode(`${documentId} ${seq} ${"x".repeat(seq % 97)}`);
    await documents.append([{ documentId, entries: [{ seq, time: Date.now(), author: null, update }] }]);
    process.stdout.write(`${documentId} ${seq}\n`);
  }
};

await Promise.all(["a", "a/b", "c"].map(appendTo));
