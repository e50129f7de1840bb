import { type Command, keywordsOf, nameOf } from "../../core/command.js";
import { hasWords, plain } from "../../core/word-match.js";

/** The commands that a query means, best first: by the start of the name, by words of the name, by keywords. */
export function findCommands(
  commands: readonly Command[],
  query: string,
  strings: Readonly<Record<string, string>>,
): readonly Command[] {
  const wanted = plain(query).trim();
  if (wanted === "") return commands;
  const rank = (command: Command): number => {
    const name = plain(nameOf(command, strings));
    if (name.startsWith(wanted)) return 0;
    if (hasWords(name, wanted)) return 1;
    return hasWords(`${name} ${plain(keywordsOf(command, strings))}`, wanted) ? 2 : 3;
  };
  const ranked = commands.map((command) => ({ command, rank: rank(command) }));
  return ranked
    .filter((each) => each.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map(({ command }) => command);
}
