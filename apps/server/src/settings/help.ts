import { flagOf, SETTINGS } from "./settings.js";

/** The answer to `--help`. */
export const helpText = (): string => {
  const rows = Object.entries(SETTINGS).map(([name, { meaning, default: value }]) => ({
    flag: flagOf(name),
    name,
    rest: `${meaning}${value === null ? "" : ` [${value}]`}`,
  }));
  const widest = (key: "flag" | "name"): number => Math.max(...rows.map((row) => row[key].length));
  const lines = rows.map(
    ({ flag, name, rest }) => `  ${flag.padEnd(widest("flag"))}  ${name.padEnd(widest("name"))}  ${rest}`,
  );
  return [
    "Motet: a collaborative document editor.",
    "",
    "Each setting is a flag, an environment variable, or a line of a .env file in the working directory; the first of these wins.",
    "",
    ...lines,
    `  ${"--help".padEnd(widest("flag"))}  ${"".padEnd(widest("name"))}  This text`,
    "",
  ].join("\n");
};
