import github from "emojibase-data/en/shortcodes/github.json" with { type: "json" };

/** An emoji under the name that is meant. */
export interface Emoji {
  readonly name: string;
  readonly character: string;
}

/** All names that GitHub knows, as most people have learned them there; those of one emoji follow each other. */
const EMOJI: readonly Emoji[] = Object.entries<string | string[]>(github).flatMap(([codes, names]) => {
  const character = characterOf(codes);
  return [names].flat().map((name) => ({ name, character }));
});

const BY_NAME: ReadonlyMap<string, Emoji> = new Map(EMOJI.map((emoji) => [emoji.name, emoji]));

/** Code points in hexadecimal, with hyphens between them. */
function characterOf(codes: string): string {
  const character = String.fromCodePoint(...codes.split("-").map((code) => Number.parseInt(code, 16)));
  const isAlone = !codes.includes("-");
  // What is a sign of text by itself is asked for as a picture.
  return isAlone && !/^\p{Emoji_Presentation}$/u.test(character) ? `${character}\ufe0f` : character;
}

export function emojiNamed(name: string): string | undefined {
  return BY_NAME.get(name.toLowerCase())?.character;
}

/** What a query means, best first and each once: by its name, by the start of it, by the start of one of its words. */
export function findEmoji(query: string, maxCount: number): readonly Emoji[] {
  const wanted = query.toLowerCase();
  const rank = ({ name }: Emoji): number => {
    if (name === wanted) return 0;
    if (name.startsWith(wanted)) return 1;
    return name.split(/[_-]/).some((word) => word.startsWith(wanted)) ? 2 : 3;
  };
  const ranked = EMOJI.map((emoji) => ({ emoji, rank: rank(emoji) }))
    .filter((each) => each.rank < 3)
    .sort((a, b) => a.rank - b.rank || a.emoji.name.length - b.emoji.name.length);
  const best = new Map<string, Emoji>();
  for (const { emoji } of ranked) if (!best.has(emoji.character)) best.set(emoji.character, emoji);
  return [...best.values()].slice(0, maxCount);
}
