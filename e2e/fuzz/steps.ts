import type { Player } from "./player.js";
import type { Random } from "./random.js";
import { tokensIn } from "./tokens.js";

/** What a person did, and what that may take away at most: anything beyond it is a loss. */
export interface Step {
  readonly name: string;
  /** Characters beside those that were selected or being composed. */
  readonly deletes: number | "own" | "any";
  /** The character that the caret stands behind now, if the person has just written it. */
  readonly tail?: string | undefined;
}

export interface Desk {
  /** New characters, never used before. */
  ink(count: number): string;
  /** Whether people make tables in this session, and change them. */
  readonly hasTables: boolean;
  /** To be called when the caret is where the edit will be: what is selected there may be replaced. */
  selected(): Promise<void>;
}

const MARKS = ["Control+b", "Control+i", "Control+u", "Control+e", "Control+Shift+S"];
const TYPES = [
  "Control+Alt+Digit0",
  "Control+Alt+Digit1",
  "Control+Alt+Digit2",
  "Control+Alt+Digit3",
  "Control+Shift+Digit7",
  "Control+Shift+Digit8",
  "Control+Shift+Digit9",
  "Control+Shift+Period",
  "Control+Alt+KeyC",
];
const MOVES = [
  "ArrowLeft",
  "ArrowRight",
  "ArrowUp",
  "ArrowDown",
  "Home",
  "End",
  "Control+Home",
  "Control+End",
];
const TABLE_EDITS = [
  "tableRowAbove",
  "tableRowBelow",
  "tableColumnBefore",
  "tableColumnAfter",
  "tableHeaderRow",
  "tableHeaderColumn",
  "tableMerge",
  "tableMerge",
  "tableSplit",
  "tableDeleteRow",
  "tableDeleteColumn",
  "tableDelete",
];
const SHORTHANDS = ["# ", "## ", "- ", "1. ", "> "];

/** One thing that a person does with keys, mouse or input method. */
export async function perform(player: Player, random: Random, desk: Desk): Promise<Step> {
  return player.composed === null ? edit(player, random, desk) : carryOn(player, random, desk);
}

/** While something is being composed, the input method has the keys. */
async function carryOn(player: Player, random: Random, { ink }: Desk): Promise<Step> {
  const composed = player.composed ?? "";
  const roll = random.next();
  if (roll < 0.55) {
    const signs = [...composed];
    const text = signs.slice(0, random.int(signs.length + 1)).join("") + ink(1 + random.int(2));
    await player.compose(text);
    return { name: `composes ${text}`, deletes: 0, tail: [...text].at(-1) };
  }
  if (roll < 0.85) {
    const text = random.next() < 0.6 ? composed : ink(1 + random.int(2));
    await player.commit(text);
    return { name: `commits ${text}`, deletes: 0, tail: [...text].at(-1) };
  }
  if (roll < 0.93) {
    await player.cancel();
    return { name: "cancels", deletes: 0 };
  }
  // Browsers keep what was composed when somebody clicks elsewhere.
  await player.commit(composed);
  await player.click(random.next(), random.next());
  return { name: "clicks elsewhere while composing", deletes: 0 };
}

async function edit(player: Player, random: Random, desk: Desk): Promise<Step> {
  const { ink, selected } = desk;
  if (desk.hasTables && random.next() < 0.25) return editTable(player, random, desk);
  const roll = random.next();
  const place = async (): Promise<void> => {
    const how = random.next();
    if (how < 0.4) await player.click(random.next(), random.next());
    else if (how < 0.7) await player.press(random.pick(MOVES));
    await selected();
  };
  const select = async (): Promise<void> => {
    const how = random.next();
    const from = [random.next(), random.next()] as const;
    if (how < 0.1) {
      await player.click(...from, random.pick([2, 3]));
    } else if (how < 0.15) {
      await player.press("Control+a");
    } else if (how < 0.55) {
      await player.drag(from, [random.next() < 0.6 ? from[0] : random.next(), random.next()]);
    } else {
      await player.click(...from);
      for (let i = 1 + random.int(3); i > 0; i--) await player.press(`Shift+${random.pick(MOVES)}`);
    }
    await selected();
  };
  if (roll < 0.24) {
    if (random.next() < 0.5) await place();
    else await selected();
    const text = ink(1 + random.int(3));
    await player.type(text);
    return { name: `types ${text}`, deletes: 0, tail: [...text].at(-1) };
  }
  if (roll < 0.27) {
    const shorthand = random.pick(SHORTHANDS);
    await player.press("Home");
    await player.type(shorthand);
    const text = ink(1);
    await player.type(text);
    return { name: `types ${shorthand}${text}`, deletes: 0, tail: text };
  }
  if (roll < 0.42) {
    if (random.next() < 0.7) await place();
    else await select();
    const text = ink(1 + random.int(2));
    await player.compose(text);
    return { name: `begins to compose ${text}`, deletes: 0, tail: [...text].at(-1) };
  }
  if (roll < 0.52) {
    await place();
    await player.press(random.next() < 0.85 ? "Enter" : "Shift+Enter");
    return { name: "presses Enter", deletes: 0 };
  }
  if (roll < 0.6) {
    await player.click(random.next(), random.next());
    if (random.next() < 0.6) await player.press("Home");
    await player.press("Backspace");
    return { name: "presses Backspace", deletes: 1 };
  }
  if (roll < 0.64) {
    await player.click(random.next(), random.next());
    if (random.next() < 0.6) await player.press("End");
    await player.press("Delete");
    return { name: "presses Delete", deletes: 1 };
  }
  if (roll < 0.68) {
    await select();
    const key = random.pick(["Backspace", "Delete", "Control+x"]);
    await player.press(key);
    return { name: `deletes a selection with ${key}`, deletes: 1 };
  }
  if (roll < 0.7) {
    await place();
    const key = random.pick(["Control+Backspace", "Control+Delete"]);
    await player.press(key);
    return { name: `deletes a word with ${key}`, deletes: "any" };
  }
  if (roll < 0.73) {
    await select();
    const text = ink(1);
    await player.type(text);
    return { name: `types ${text} over a selection`, deletes: 0, tail: text };
  }
  if (roll < 0.8) {
    await select();
    const mark = random.pick(MARKS);
    await player.press(mark);
    return { name: `formats with ${mark}`, deletes: 0 };
  }
  if (roll < 0.87) {
    if (random.next() < 0.4) await select();
    else await place();
    const type = random.pick(TYPES);
    await player.press(type);
    return { name: `makes a block with ${type}`, deletes: 0 };
  }
  if (roll < 0.9) {
    await place();
    const back = random.next() < 0.4 ? "Shift+" : "";
    await player.press(`${back}Tab`);
    // Tab may have left the text, as it should.
    await player.click(random.next(), random.next());
    return { name: `presses ${back}Tab`, deletes: 0 };
  }
  if (roll < 0.94) {
    await place();
    const texts = Array.from({ length: 1 + random.int(3) }, () => ink(2));
    if (random.next() < 0.5) await player.paste("text/plain", texts.join("\n"));
    else await player.paste("text/html", html(texts, random));
    return { name: `pastes ${texts.join("|")}`, deletes: 0 };
  }
  if (roll < 0.98) {
    await player.press("Control+z");
    return { name: "undoes", deletes: "own" };
  }
  await player.press("Control+Shift+Z");
  return { name: "redoes", deletes: "any" };
}

/** Cells are selected by dragging over them. */
async function editTable(player: Player, random: Random, { selected }: Desk): Promise<Step> {
  if (random.next() < 0.5) await player.click(random.next(), random.next());
  else await player.drag([random.next(), random.next()], [random.next(), random.next()]);
  await selected();
  const what = random.next() < 0.3 ? "table" : random.next() < 0.1 ? "divider" : random.pick(TABLE_EDITS);
  await player.choose(what);
  return { name: `chooses ${what}`, deletes: what.startsWith("tableDelete") ? "any" : 0 };
}

function html(texts: readonly string[], random: Random): string {
  return texts
    .map((text) => {
      const [first = "", ...rest] = tokensIn(text);
      const inner = random.next() < 0.3 ? `<b>${first}</b>${rest.join("")}` : text;
      return random.pick([`<p>${inner}</p>`, `<h2>${inner}</h2>`, `<ul><li>${inner}</li></ul>`]);
    })
    .join("");
}
