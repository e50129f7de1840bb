import { parseEnv } from "node:util";
import { flagOf, isSettingName, SETTINGS, type SettingName } from "./settings.js";

/** Where settings come from, the strongest first. */
export interface Sources {
  /** Without the program's own name. */
  readonly flags: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The text of `.env`; null where there is none. */
  readonly envFile: string | null;
  /** What relative paths are relative to. */
  readonly workingDirectory: string;
}

export interface Collected {
  readonly help: boolean;
  readonly settings: ReadonlyMap<SettingName, { readonly text: string; readonly from: string }>;
  readonly problems: readonly string[];
}

/** Other programs' variables share the environment: only names with this prefix are known to be meant for us. */
const OWN_PREFIX = "MOTET_";

export const collectSettings = ({ flags, environment, envFile }: Sources): Collected => {
  const settings = new Map<SettingName, { text: string; from: string }>();
  const problems: string[] = [];
  const take = (name: string, text: string | undefined, from: string): void => {
    // An empty value, as in `PORT=` of a compose file, is none.
    if (isSettingName(name)) {
      if (text !== undefined && text.trim() !== "") settings.set(name, { text: text.trim(), from });
    } else if (name.startsWith(OWN_PREFIX)) {
      problems.push(unknownVariable(name, from));
    }
  };
  if (envFile !== null) {
    for (const [name, text] of Object.entries(parseEnv(envFile))) take(name, text, ".env");
  }
  for (const [name, text] of Object.entries(environment)) take(name, text, "environment");
  const { help } = readFlags(flags, take, problems);
  return { help, settings, problems };
};

const unknownVariable = (name: string, from: string): string => {
  const meant = name.slice(OWN_PREFIX.length);
  const hint = isSettingName(meant)
    ? ` The setting is called ${meant}.`
    : " --help lists the settings there are.";
  return `${name} (${from}) is not a setting.${hint}`;
};

/** `--port 3000` or `--port=3000`. What begins with `--` is never the value of the flag before it. */
const readFlags = (
  flags: readonly string[],
  take: (name: string, text: string, from: string) => void,
  problems: string[],
): { help: boolean } => {
  const names = new Map(Object.keys(SETTINGS).map((name) => [flagOf(name), name]));
  const rest = [...flags];
  let help = false;
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [flag, inline] = splitOnce(word, "=");
    const name = names.get(flag);
    if (word === "--help" || word === "-h") {
      help = true;
      continue;
    }
    const value = inline ?? (!word.startsWith("-") || rest[0]?.startsWith("--") ? undefined : rest.shift());
    if (name === undefined) problems.push(`${flag} is not a setting. --help lists the settings there are.`);
    else if (value === undefined || value.trim() === "") problems.push(`${flag} needs a value.`);
    else take(name, value, flag);
  }
  return { help };
};

const splitOnce = (text: string, separator: string): [string, string?] => {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
};
