import { type Entry, enter, inTurn, leave, samplesFor } from "./entrants.js";
import { Board, type Figure } from "./figure.js";
import { measureKeys } from "./key-times.js";
import { measureLoad, measureSize } from "./load-times.js";
import { assertSameWork } from "./same-work.js";
import { collectGarbage, timeOf } from "./samples.js";
import type { BlockKind, TimedContestant } from "./voice.js";

const PARAGRAPHS = 5000;
const MIDDLE = PARAGRAPHS / 2;
const LOADS = 7;
const KEYS = 200;
const PASTES = 5;
const ITEMS = 20;

/** What Motet sets out to stay within, on the machine that the peers' figures in README.md come from. */
const GOALS = {
  megabytes: 0.44,
  loadMs: 100,
  localMs: 0.2,
  remoteMs: 0.1,
  pasteMs: 200,
  itemMs: 5,
} as const;

const WORDS =
  "the quick brown fox jumps over the lazy dog and runs through the green forest of the night".split(" ");

/** Five to sixteen words each, none like another. */
export const proseOf = (paragraphs: number): string[] =>
  Array.from(
    { length: paragraphs },
    (_, index) => `${index} ${WORDS.slice(index % 5, 5 + (index % 12)).join(" ")}`,
  );

export function written(
  contestant: TimedContestant,
  texts: readonly string[],
  kind: BlockKind = "paragraph",
): Entry {
  return { contestant, state: contestant.write(texts, kind) };
}

export function measureSpeed(
  contestants: readonly TimedContestant[],
  control: TimedContestant,
): readonly Figure[] {
  const board = new Board();
  const prose = proseOf(PARAGRAPHS);
  const entries = contestants.map((contestant) => written(contestant, prose));
  const controlEntry = written(control, prose);
  measureSize(board, entries, GOALS.megabytes);
  measureLoad(board, [controlEntry, ...entries], LOADS, GOALS.loadMs);
  measureKeys(board, entries, controlEntry, { keys: KEYS, block: MIDDLE, goals: GOALS });
  measurePaste(board, [control, ...contestants], prose);
  measureNewItem(
    board,
    [control, ...contestants].map((contestant) => written(contestant, prose, "list-item")),
  );
  return board.figures;
}

/** Into an empty document, until editor and document hold it. */
function measurePaste(board: Board, contestants: readonly TimedContestant[], prose: readonly string[]): void {
  const samples = samplesFor(contestants.map(({ name }) => name));
  const shown = new Map<string, string[]>();
  for (let time = -1; time < PASTES; time++) {
    for (const contestant of inTurn(contestants, time + 1)) {
      const voice = contestant.open(contestant.write([""]));
      collectGarbage();
      const ms = timeOf(() => {
        voice.paste(prose);
        voice.flush();
      });
      if (time >= 0) samples.get(contestant.name)?.add(ms);
      shown.set(contestant.name, voice.texts());
      voice.close();
    }
    assertSameWork("Paste", shown);
  }
  board.add("paste of 5,000 paragraphs", "ms", samples, GOALS.pasteMs);
}

/** Enter in the middle of a list of 5,000 items, and the same at a peer's. */
function measureNewItem(board: Board, entries: readonly Entry[]): void {
  const [control, ...bound] = enter(entries);
  if (!control) throw new Error("A list needs a control");
  const entrants = [control, ...bound];
  const names = entrants.map(({ name }) => name);
  const boundNames = bound.map(({ name }) => name);
  const local = { whole: samplesFor(names), own: samplesFor(boundNames) };
  const remote = { whole: samplesFor(boundNames), own: samplesFor(boundNames) };
  for (const { writer } of entrants) writer.placeCaret(MIDDLE, 2);
  collectGarbage();
  for (let item = -3; item < ITEMS; item++) {
    for (const { name, writer, reader, sent } of inTurn(entrants, item + 3)) {
      writer.meter.reset();
      const localMs = timeOf(() => {
        writer.enter();
        writer.flush();
      });
      const updates = sent.splice(0);
      reader.meter.reset();
      const remoteMs = timeOf(() => {
        for (const update of updates) reader.receive(update);
        reader.flush();
      });
      if (item < 0) continue;
      local.whole.get(name)?.add(localMs);
      local.own.get(name)?.add(writer.meter.listenersMs);
      remote.whole.get(name)?.add(remoteMs);
      remote.own.get(name)?.add(remoteMs - reader.meter.lexicalMs);
    }
  }
  leave("New items", entrants);
  board.add("new item in a list of 5,000, whole", "ms", local.whole);
  board.add("new item, binding's own (metered)", "ms", local.own, GOALS.itemMs);
  board.add("new item of a peer, whole", "ms", remote.whole);
  board.add("new item of a peer, binding's own (metered)", "ms", remote.own, GOALS.itemMs);
}
