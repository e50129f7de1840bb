/**
 * The clientID of `EMPTY_DOCUMENT`. Nobody else may write under it.
 *
 * Small on purpose: where two clients insert at the same place Yjs puts the lower clientID first, so the first
 * block's marker comes before whatever somebody typed into the document before having loaded it, and that text
 * lands in the first block. Yjs draws its clientIDs from all 2^32; one that should draw 1 draws again as soon as it
 * meets the seed, which every client applies before it edits.
 */
export const SEED_CLIENT_ID = 1;

/** The id of the marker in `EMPTY_DOCUMENT`. */
export const SEED_BLOCK_ID = "start";

/**
 * The empty document as a Yjs update (v1): one paragraph without text. The same bytes on every client and server,
 * for good: applying it twice changes nothing, so nobody has to be first and no race can give two first paragraphs.
 */
export const EMPTY_DOCUMENT: Uint8Array = Uint8Array.from([
  // One client, three structs from clock 0: the marker in the root "body", …
  0x01, 0x03, 0x01, 0x00, 0x07, 0x01, 0x04, 0x62, 0x6f, 0x64, 0x79, 0x01,
  // … its key "id", "start", …
  0x28, 0x00, 0x01, 0x00, 0x02, 0x69, 0x64, 0x01, 0x77, 0x05, 0x73, 0x74, 0x61, 0x72, 0x74,
  // … its key "type", "paragraph"; nothing deleted.
  0x28, 0x00, 0x01, 0x00, 0x04, 0x74, 0x79, 0x70, 0x65, 0x01, 0x77, 0x09, 0x70, 0x61, 0x72, 0x61, 0x67, 0x72,
  0x61, 0x70, 0x68, 0x00,
]);
