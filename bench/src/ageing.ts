import type { Random } from "./random.js";
import type { TimedVoice } from "./voice.js";

export interface Script {
  /** Makes the next `edits` edits. A voice that has just opened the document has no caret: the first one places it. */
  play(voice: TimedVoice, edits: number): void;
}

/**
 * Work on a document as people do it, the same for every contestant: words typed and taken back, Enter, paragraphs
 * joined. `lengths` are those of its paragraphs; the script keeps count of them, so that it asks no editor.
 */
export function ageing(lengths: number[], random: Random): Script {
  let [block, offset] = [0, 0];

  function move(voice: TimedVoice): void {
    block = random.below(lengths.length);
    offset = random.below((lengths[block] ?? 0) + 1);
    voice.placeCaret(block, offset);
  }

  function type(voice: TimedVoice): void {
    voice.type(String.fromCodePoint(97 + random.below(26)));
    lengths[block] = (lengths[block] ?? 0) + 1;
    offset += 1;
  }

  function edit(voice: TimedVoice): void {
    const dice = random.below(100);
    const length = lengths[block] ?? 0;
    if (dice < 4) {
      move(voice);
      type(voice);
    } else if (dice < 34 && offset > 0) {
      voice.backspace();
      lengths[block] = length - 1;
      offset -= 1;
    } else if (dice === 34) {
      voice.enter();
      lengths.splice(block, 1, offset, length - offset);
      [block, offset] = [block + 1, 0];
    } else if (dice === 35 && block > 0) {
      voice.merge(block);
      const above = lengths[block - 1] ?? 0;
      lengths.splice(block - 1, 2, above + length);
      [block, offset] = [block - 1, above];
    } else {
      type(voice);
    }
  }

  return {
    play(voice, edits) {
      move(voice);
      for (let count = 0; count < edits; count++) edit(voice);
      const shown = voice.texts().map((text) => text.length);
      if (shown.join() !== lengths.join())
        throw new Error("The editor did not do the edits that it was given");
    },
  };
}
