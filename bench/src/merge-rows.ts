import type { Random } from "./random.js";
import type { Voice } from "./voice.js";

/** The block that both are at. */
export const TARGET = 3;
/** Keys that one person types in a round. */
export const KEYS = 24;
/** Where the typist's caret stands in the paragraph: somewhere from here on, in so many places. */
export const CARET_FROM = 12;
export const CARET_PLACES = 10;

const BLOCKS = 6;
const PARAGRAPH_LENGTH = 34;

/** Every character stands only once in the document, so that each can be found again. */
export const CHARACTER_PARAGRAPHS: readonly string[] = Array.from({ length: BLOCKS }, (_, block) =>
  String.fromCodePoint(
    ...Array.from({ length: PARAGRAPH_LENGTH }, (_, index) => 0x3400 + block * PARAGRAPH_LENGTH + index),
  ),
);
/** A character for each key, found nowhere else in the document. */
export const KEY_CHARACTERS: readonly string[] = Array.from({ length: KEYS }, (_, key) =>
  String.fromCodePoint(0x4e00 + key),
);

export const WORDS: readonly string[] = ["alder", "birch", "cedar", "elder", "maple", "olive"];
/** The words stand in the block that both are at. */
export const WORD_PARAGRAPHS: readonly string[] = Array.from({ length: BLOCKS }, (_, block) =>
  block === TARGET ? WORDS.join(" ") : `Block ${block}.`,
);
/** Where word `index` begins. */
export const wordAt = (index: number) => WORDS.slice(0, index).join(" ").length + (index > 0 ? 1 : 0);

/** What a peer does to the paragraph that somebody is typing in. */
export type PeerEdit = (peer: Voice, random: Random) => void;

export const PEER_EDITS: Readonly<Record<string, PeerEdit>> = {
  "I type; a peer merges my paragraph into the one above": (peer) => peer.merge(TARGET),
  "I type; a peer changes its type": (peer) => peer.retype(TARGET),
  "I type; a peer deletes it": (peer) => peer.removeBlock(TARGET),
  "I type; a peer moves it": (peer) => peer.moveBlock(TARGET, 0),
  "I type; a peer splits it": (peer, random) => peer.split(TARGET, random.below(CARET_FROM)),
  "I type; a peer formats it": (peer) => peer.format(TARGET),
};

/** What two people do to the same paragraph of six words before they hear of each other; `word` begins its second half. */
export type TwinEdit = (one: Voice, other: Voice, word: number) => void;

export const TWIN_EDITS: Readonly<Record<string, TwinEdit>> = {
  "both press Enter at the same place": (one, other, word) => {
    one.split(TARGET, wordAt(word));
    other.split(TARGET, wordAt(word));
  },
  "both merge it into the one above": (one, other) => {
    one.merge(TARGET);
    other.merge(TARGET);
  },
  "both change its type": (one, other) => {
    one.retype(TARGET);
    other.retype(TARGET);
  },
  "one splits it, one merges it": (one, other, word) => {
    one.split(TARGET, wordAt(word));
    other.merge(TARGET);
  },
};

export const UNDO_ROW = "I undo my new paragraph; a peer has typed in it";
