const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The first characters of a name's first and last word, at most two: "Ada King Lovelace" → "AL". */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== "");
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  return chosen.map((word) => firstCharacter(word ?? "").toLocaleUpperCase()).join("") || "?";
}

function firstCharacter(text: string): string {
  for (const { segment } of segmenter.segment(text)) return segment;
  return "";
}
