import type { EmbedRun } from "./block.js";
import { DATE, isoDate } from "./date.js";
import { EQUATION, equationSource } from "./equation.js";
import { MENTION, mentionText, readMention } from "./mention.js";

/** What stands for an inline thing where only text can stand: its own words if it has any, else its type. */
export function embedText({ embed }: EmbedRun): string {
  if (embed.type === EQUATION) return `$${equationSource(embed.source)}$`;
  if (embed.type === MENTION) {
    const mention = readMention(embed);
    return mention === null ? "[mention]" : mentionText(mention);
  }
  if (embed.type === DATE) return isoDate(embed.date) ?? "[date]";
  for (const key of ["alt", "text", "name", "label"]) {
    const words = embed[key];
    if (typeof words === "string" && words.trim() !== "") return words;
  }
  return `[${typeof embed.type === "string" && embed.type !== "" ? embed.type : "unknown"}]`;
}
