import * as Y from "yjs";
import { findMap } from "./flow.js";
import { readLexicalYjs } from "./lexical-yjs.js";
import { EMPTY_DOCUMENT } from "./seed.js";
import { appendBlocks } from "./write.js";

/** The root map that says whose documents have been taken over into this one. */
export const TAKEN_OVER = "taken-over";

const LEXICAL_YJS = "lexical-yjs";

export function isTakenOver(ydoc: Y.Doc): boolean {
  return ydoc.share.has(TAKEN_OVER) && findMap(ydoc, TAKEN_OVER)?.get(LEXICAL_YJS) === true;
}

/**
 * Writes what `readLexicalYjs` finds into the document's body, behind its first paragraph. Two people who do so at the same time
 * make the same update, so that nothing is there twice (unless it has tables: each draws names of their own for those). What
 * `@lexical/yjs` wrote stays where it is.
 */
export function takeOverLexicalYjs(ydoc: Y.Doc): void {
  const build = (clientId: number) => {
    const taken = new Y.Doc();
    Y.applyUpdate(taken, EMPTY_DOCUMENT);
    taken.clientID = clientId;
    taken.transact(() => {
      appendBlocks(taken, readLexicalYjs(ydoc));
      taken.getMap(TAKEN_OVER).set(LEXICAL_YJS, true);
    });
    return Y.encodeStateAsUpdate(taken);
  };
  // Everything that the update holds decides under which clientID it is written: one that differs is another's.
  Y.applyUpdate(ydoc, build(clientIdFor(build(PROVISIONAL_CLIENT_ID))));
}

const PROVISIONAL_CLIENT_ID = 2;

/**
 * The highest clientIDs that Yjs draws. Where two insert at the same place the lower one comes first: what somebody has typed into the empty
 * paragraph stays in front of what is taken over.
 */
const FIRST_CLIENT_ID = 2 ** 32 - 2 ** 20;

/** One of them: FNV-1a, cut to 20 bits. */
function clientIdFor(bytes: Uint8Array): number {
  let value = 0x811c9dc5;
  for (const byte of bytes) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return FIRST_CLIENT_ID + (value % 2 ** 20);
}
