import type { Status } from "@motet/client";
import type { StringKey, Strings } from "./strings.js";

export type StatusKind = Status["kind"];
export type Mode = "edit" | "read";

/** What the status line says. Somebody who only reads has nothing to save, so it is `Read only` while all is well. */
export function statusText(kind: StatusKind, mode: Mode, strings: Strings): string {
  return strings[statusKey(shownKind(kind, mode))];
}

/** `Saved` comes from the kind `saved` and nothing else: the provider knows what is on the server's disk. */
function statusKey(kind: StatusKind): StringKey {
  switch (kind) {
    case "connecting":
      return "statusConnecting";
    case "saving":
      return "statusSaving";
    case "saved":
      return "statusSaved";
    case "synced":
      return "statusSynced";
    case "offline-kept":
      return "statusOfflineKept";
    case "offline-not-kept":
      return "statusOfflineNotKept";
    case "read-only":
      return "statusReadOnly";
    case "denied":
      return "statusDenied";
    case "server-cannot-save":
      return "statusServerCannotSave";
  }
}

/** The kind under which a status is shown in a mode. */
export function shownKind(kind: StatusKind, mode: Mode): StatusKind {
  return mode === "read" && (kind === "saved" || kind === "synced") ? "read-only" : kind;
}

/** Whether text may be typed while the provider is in this state. Being offline does not keep anybody from writing. */
export function allowsEditing(kind: StatusKind): boolean {
  return kind !== "read-only" && kind !== "denied";
}
