import type { Status } from "@motet/client";
import type { StringKey, Strings } from "./strings.js";

export type StatusKind = Status["kind"];
/** What the status line can say: `offline-keeping` is offline, with the last keys on their way to the device. */
export type LineKind = StatusKind | "offline-keeping";
export type Mode = "edit" | "read";

/** What the status line says. Somebody who only reads has nothing to save, so it is `Read only` while all is well. */
export function statusText(kind: LineKind, mode: Mode, strings: Strings): string {
  return strings[WORDS[kind === "offline-keeping" ? kind : shownKind(kind, mode)].line];
}

/** One sentence more about it. */
export function statusExplanation(kind: LineKind, strings: Strings): string {
  return strings[WORDS[kind].explanation];
}

/** `Saved` comes from the kind `saved` and nothing else: the provider knows what is on the server's disk. */
const WORDS: Readonly<Record<LineKind, { readonly line: StringKey; readonly explanation: StringKey }>> = {
  connecting: { line: "statusConnecting", explanation: "saveConnecting" },
  saving: { line: "statusSaving", explanation: "saveSaving" },
  saved: { line: "statusSaved", explanation: "saveSaved" },
  synced: { line: "statusSynced", explanation: "saveSynced" },
  "offline-kept": { line: "statusOfflineKept", explanation: "saveOfflineKept" },
  "offline-keeping": { line: "statusOfflineKeeping", explanation: "saveOfflineKeeping" },
  "offline-not-kept": { line: "statusOfflineNotKept", explanation: "saveOfflineNotKept" },
  "read-only": { line: "statusReadOnly", explanation: "saveReadOnly" },
  denied: { line: "statusDenied", explanation: "saveDenied" },
  "server-cannot-save": { line: "statusServerCannotSave", explanation: "saveServerCannotSave" },
};

/** The kind under which a status is shown in a mode. */
export function shownKind(kind: StatusKind, mode: Mode): StatusKind {
  return mode === "read" && (kind === "saved" || kind === "synced") ? "read-only" : kind;
}

/** What the line says of a status; `undefined` before there is one. */
export function lineKind(status: Status | undefined, mode: Mode): LineKind {
  if (status === undefined) return "connecting";
  if (status.kind === "offline-not-kept" && status.onDevice === "keeping") return "offline-keeping";
  return shownKind(status.kind, mode);
}

/** Whether text may be typed while the provider is in this state. Being offline does not keep anybody from writing. */
export function allowsEditing(kind: StatusKind): boolean {
  return kind !== "read-only" && kind !== "denied";
}
