import { type Entry, inTurn, samplesFor } from "./entrants.js";
import type { Board } from "./figure.js";
import { assertSameWork } from "./same-work.js";
import { collectGarbage, timeOf } from "./samples.js";

/** From the document's bytes to an editor that holds it; Yjs applying the bytes is part of it. All contestants in turn. */
export function measureLoad(board: Board, entries: readonly Entry[], times: number, goalMs?: number): void {
  const samples = samplesFor(entries.map(({ contestant }) => contestant.name));
  const shown = new Map<string, string[]>();
  for (let time = -1; time < times; time++) {
    for (const { contestant, state } of inTurn(entries, time + 1)) {
      collectGarbage();
      let voice: ReturnType<typeof contestant.open> | undefined;
      const ms = timeOf(() => {
        voice = contestant.open(state);
        voice.flush();
      });
      if (time >= 0) samples.get(contestant.name)?.add(ms);
      shown.set(contestant.name, voice?.texts() ?? []);
      voice?.close();
    }
    assertSameWork("Load", shown);
  }
  board.add("load", "ms", samples, goalMs);
}

export function measureSize(board: Board, entries: readonly Entry[], goalMegabytes?: number): void {
  const samples = samplesFor(entries.map(({ contestant }) => contestant.name));
  for (const { contestant, state } of entries) samples.get(contestant.name)?.add(state.length / 1e6);
  board.add("encoded size", "MB", samples, goalMegabytes);
}
