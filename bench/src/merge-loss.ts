import { Random } from "./random.js";
import type { Contestant, Voice } from "./voice.js";

/** Keys that one person types in a round, and how many keys an update is on its way. */
const KEYS = 24;
const DELAY_KEYS = 5;
const PARAGRAPH = 3;

export interface Loss {
  readonly contestant: string;
  readonly peer: string;
  readonly typed: number;
  readonly lost: number;
  readonly doubled: number;
  /** Characters that are not where the one who typed them put them: behind the one typed before. */
  readonly misplaced: number;
  readonly rounds: number;
  /** Rounds after which the two do not show the same text, or a fresh reader shows another. */
  readonly diverged: number;
  readonly threw: number;
}

type PeerEdit = (peer: Voice, random: Random) => void;

/** What the peer does to the paragraph that the other is typing in. */
export const PEER_EDITS: Readonly<Record<string, PeerEdit>> = {
  "merges it into the one above": (peer) => peer.merge(PARAGRAPH),
  "changes its type": (peer) => peer.retype(PARAGRAPH),
  "deletes the block": (peer) => peer.removeBlock(PARAGRAPH),
  "moves it": (peer) => peer.moveBlock(PARAGRAPH, 0),
  "splits it": (peer, random) => peer.split(PARAGRAPH, random.below(12)),
  "formats it": (peer) => peer.format(PARAGRAPH),
};

const paragraphs = Array.from({ length: 6 }, (_, index) => `Paragraph ${index} has a few words in it.`);
/** A character for each key, found nowhere else in the document. */
const KEY_CHARACTERS = Array.from({ length: KEYS }, (_, key) => String.fromCodePoint(0x4e00 + key));

class Wire {
  readonly #queue: { due: number; update: Uint8Array; to: Voice }[] = [];
  #now = 0;
  connect(from: Voice, to: Voice): void {
    from.onUpdate((update) => this.#queue.push({ due: this.#now + DELAY_KEYS, update, to }));
  }
  /** One key's time goes by. */
  tick(): void {
    this.#now += 1;
    while (this.#queue[0] && this.#queue[0].due <= this.#now) {
      const { update, to } = this.#queue.shift() as { update: Uint8Array; to: Voice };
      to.receive(update);
    }
  }
  drain(): void {
    while (this.#queue.length > 0) this.tick();
  }
}

async function round(contestant: Contestant, state: Uint8Array, edit: PeerEdit, random: Random) {
  /** Lets the editors commit what they hold back until the end of a turn. */
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  const typist = contestant.open(state);
  const peer = contestant.open(state);
  const wire = new Wire();
  wire.connect(typist, peer);
  wire.connect(peer, typist);
  const at = random.below(KEYS);
  await settle();
  typist.placeCaret(PARAGRAPH, 12 + random.below(10));
  let threw = 0;
  try {
    for (let key = 0; key < KEYS; key++) {
      if (key === at) edit(peer, random);
      typist.type(KEY_CHARACTERS[key] as string);
      wire.tick();
      await settle();
    }
    wire.drain();
    await settle();
  } catch {
    threw = 1;
  }
  const fresh = contestant.open(peer.state());
  await settle();
  const seen = typist.texts().join("\n");
  const diverged = seen === peer.texts().join("\n") && seen === fresh.texts().join("\n") ? 0 : 1;
  let lost = 0;
  let doubled = 0;
  let misplaced = 0;
  for (const [key, character] of KEY_CHARACTERS.entries()) {
    const first = seen.indexOf(character);
    if (first < 0) lost += 1;
    else if (seen.indexOf(character, first + 1) >= 0) doubled += 1;
    else if (key > 0 && seen[first - 1] !== KEY_CHARACTERS[key - 1] && seen.includes(KEY_CHARACTERS[key - 1] as string)) misplaced += 1;
  }
  for (const voice of [typist, peer, fresh]) voice.close();
  return { lost, doubled, misplaced, diverged, threw };
}

/** `rounds` rounds of each edit, all contestants in turn on the same seeds. */
export async function measureMergeLoss(contestants: readonly Contestant[], rounds: number, seed: number): Promise<Loss[]> {
  const documents = contestants.map((contestant) => contestant.write(paragraphs));
  const losses: Loss[] = [];
  for (const [peer, edit] of Object.entries(PEER_EDITS)) {
    const sums = contestants.map(() => ({ lost: 0, doubled: 0, misplaced: 0, diverged: 0, threw: 0 }));
    for (let index = 0; index < rounds; index++) {
      for (const [which, contestant] of contestants.entries()) {
        const result = await round(contestant, documents[which] as Uint8Array, edit, new Random(seed + index));
        const sum = sums[which] as typeof result;
        for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += result[key];
      }
    }
    for (const [which, contestant] of contestants.entries()) {
      losses.push({ contestant: contestant.name, peer, typed: rounds * KEYS, rounds, ...(sums[which] as (typeof sums)[number]) });
    }
  }
  return losses;
}
