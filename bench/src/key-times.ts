import { type Entrant, type Entry, enter, inTurn, leave, samplesFor } from "./entrants.js";
import type { Board } from "./figure.js";
import { collectGarbage, timeOf } from "./samples.js";

export interface KeyGoals {
  readonly localMs: number;
  readonly remoteMs: number;
}

interface KeyTimes {
  readonly keys: number;
  /** The block that is typed in. */
  readonly block: number;
  readonly goals?: KeyGoals;
}

/** Keys before the first one that counts: the compiler has seen the code by then. */
const WARM_UP_KEYS = 30;

/** One key, from the edit until editor and document hold it, and from the update's arrival at a peer likewise. */
function timeKey({ writer, reader, sent }: Entrant, text: string) {
  writer.meter.reset();
  const localMs = timeOf(() => {
    writer.type(text);
    writer.flush();
  });
  const updates = sent.splice(0);
  reader.meter.reset();
  const remoteMs = timeOf(() => {
    for (const update of updates) reader.receive(update);
    reader.flush();
  });
  return {
    localMs,
    localOwnMs: writer.meter.listenersMs,
    remoteMs,
    remoteOwnMs: remoteMs - reader.meter.lexicalMs,
  };
}

/**
 * A key at a time, all contestants in turn. Of each: the whole time from the edit until editor and document hold it
 * (locally; at a peer's, from the update's arrival), and of that the binding's own, in two ways:
 * - metered: locally the time in update listeners, where bindings write to Yjs; remotely all but what Lexical spent in
 *   its own updates and commits. What Yjs takes is the binding's.
 * - less control: the time beyond what an unbound editor took for the same key, the median of differences key by key.
 *   It carries the noise of two long measurements, and is there to check the first.
 */
export function measureKeys(
  board: Board,
  entries: readonly Entry[],
  control: Entry,
  { keys, block, goals }: KeyTimes,
): void {
  const entrants = enter([control, ...entries]);
  const names = entrants.map(({ name }) => name);
  const bound = entries.map(({ contestant }) => contestant.name);
  const local = { whole: samplesFor(names), own: samplesFor(bound), beyond: samplesFor(bound) };
  const remote = { whole: samplesFor(names), own: samplesFor(bound), beyond: samplesFor(bound) };
  for (const { writer } of entrants) writer.placeCaret(block, 3);
  collectGarbage();
  for (let key = -WARM_UP_KEYS; key < keys; key++) {
    const text = String.fromCodePoint(97 + ((key + WARM_UP_KEYS) % 26));
    const taken = new Map(
      inTurn(entrants, key + WARM_UP_KEYS).map((entrant) => [entrant.name, timeKey(entrant, text)] as const),
    );
    if (key < 0) continue;
    const alone = taken.get(control.contestant.name);
    for (const [name, key] of taken) {
      local.whole.get(name)?.add(key.localMs);
      local.own.get(name)?.add(key.localOwnMs);
      local.beyond.get(name)?.add(key.localMs - (alone?.localMs ?? 0));
      remote.whole.get(name)?.add(key.remoteMs);
      remote.own.get(name)?.add(key.remoteOwnMs);
      remote.beyond.get(name)?.add(key.remoteMs - (alone?.remoteMs ?? 0));
    }
  }
  const read = new Map(entrants.map(({ name, reader }) => [name, reader.texts()]));
  for (const { name, writer } of entrants) {
    if (read.get(name)?.join("\n") !== writer.texts().join("\n"))
      throw new Error(`${name}: the peer does not show what was typed`);
  }
  leave("Keys", entrants);
  board.add("local key, whole", "ms", local.whole);
  board.add("local key, binding's own (metered)", "ms", local.own, goals?.localMs);
  board.add("local key, binding's own (less control)", "ms", local.beyond);
  board.add("remote key, whole", "ms", remote.whole);
  board.add("remote key, binding's own (metered)", "ms", remote.own, goals?.remoteMs);
  board.add("remote key, binding's own (less control)", "ms", remote.beyond);
}
