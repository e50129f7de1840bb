import { parseArgs } from "node:util";
import type { Moment } from "@motet/server";

export type HistoryRequest =
  | { readonly kind: "list"; readonly documentId: string }
  | {
      readonly kind: "rebuild";
      readonly documentId: string;
      readonly moment: Moment;
      /** Where the Yjs update goes; null: nowhere. */
      readonly yjsFile: string | null;
      readonly textFile: string | null;
    };

export type HistoryRequestOutcome =
  | { readonly kind: "request"; readonly request: HistoryRequest; readonly settings: readonly string[] }
  | { readonly kind: "help" }
  | { readonly kind: "invalid"; readonly problem: string };

export const HISTORY_HELP = `Motet: a document as it was.

  npm run history -- --document ID                          what is kept of its past
  npm run history -- --document ID --at TIME --text FILE    its text as of then
  npm run history -- --document ID --seq N --yjs FILE       its Yjs state through entry N

  --document   The document's id
  --at         A time, such as 2026-05-04T09:30:00Z
  --seq        A number of the document's log
  --text       Where to write the text; -: to the standard output
  --yjs        Where to write the state as one Yjs update
  --data-dir, --store   As for the server, which must not be running

`;

const OPTIONS = {
  document: { type: "string" },
  at: { type: "string" },
  seq: { type: "string" },
  text: { type: "string" },
  yjs: { type: "string" },
  "data-dir": { type: "string" },
  store: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

export const readHistoryRequest = (flags: readonly string[]): HistoryRequestOutcome => {
  try {
    return toRequest(parseArgs({ args: [...flags], options: OPTIONS }).values);
  } catch (error) {
    return { kind: "invalid", problem: error instanceof Error ? error.message : String(error) };
  }
};

const toRequest = (
  values: Partial<Record<Exclude<keyof typeof OPTIONS, "help">, string>> & { readonly help?: boolean },
): HistoryRequestOutcome => {
  if (values.help) return { kind: "help" };
  const { document: documentId, at, seq } = values;
  if (!documentId) return invalid("--document needs an id.");
  if (at !== undefined && seq !== undefined) return invalid("--at and --seq name the same thing: give one.");
  const settings = (["data-dir", "store"] as const).flatMap((name) =>
    values[name] === undefined ? [] : [`--${name}`, values[name]],
  );
  const moment = momentOf(at, seq);
  if (moment === "malformed")
    return invalid("--at needs a time such as 2026-05-04T09:30:00Z, --seq a whole number.");
  if (moment === null) return { kind: "request", request: { kind: "list", documentId }, settings };
  const { yjs: yjsFile = null, text: textFile = null } = values;
  if (yjsFile === null && textFile === null)
    return invalid("Say where it goes: --text FILE, --yjs FILE, or both.");
  return { kind: "request", request: { kind: "rebuild", documentId, moment, yjsFile, textFile }, settings };
};

const momentOf = (at: string | undefined, seq: string | undefined): Moment | "malformed" | null => {
  if (seq !== undefined) return /^\d{1,15}$/.test(seq) ? { kind: "seq", seq: Number(seq) } : "malformed";
  if (at === undefined) return null;
  const time = Date.parse(at);
  return Number.isNaN(time) ? "malformed" : { kind: "time", time };
};

const invalid = (problem: string): HistoryRequestOutcome => ({ kind: "invalid", problem });
