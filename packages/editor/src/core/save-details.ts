import type { DeviceCondition, Status } from "@motet/client";
import { fill, type StringKey, type Strings } from "./strings.js";

/** One line of the panel behind the sync status. */
export interface SaveDetail {
  readonly term: string;
  readonly text: string;
}

const ON_DEVICE: Readonly<Record<DeviceCondition, StringKey>> = {
  off: "saveDeviceOff",
  opening: "saveDeviceOpening",
  keeping: "saveDeviceKeeping",
  kept: "saveDeviceKept",
  denied: "saveDeviceDenied",
  full: "saveDeviceFull",
};

/** What is unsaved and since when, what this browser has of it, and how it travels. */
export function saveDetails(status: Status, strings: Strings, time = clockTime): readonly SaveDetail[] {
  return [
    { term: strings.saveUnsaved, text: unsaved(status, strings, time) },
    { term: strings.saveOnDevice, text: strings[ON_DEVICE[status.onDevice]] },
    { term: strings.saveConnection, text: connection(status, strings, time) },
  ];
}

/** Whether it makes sense to try again by hand. */
export function canTryNow({ kind }: Status): boolean {
  return kind === "offline-kept" || kind === "offline-not-kept" || kind === "denied";
}

function unsaved({ unsavedEdits, unsavedSince }: Status, strings: Strings, time: typeof clockTime): string {
  if (unsavedEdits === 0 || unsavedSince === null) return strings.saveUnsavedNone;
  const template = unsavedEdits === 1 ? strings.saveUnsavedOne : strings.saveUnsavedMany;
  return fill(template, { count: unsavedEdits, time: time(unsavedSince) });
}

function connection(status: Status, strings: Strings, time: typeof clockTime): string {
  switch (status.kind) {
    case "offline-kept":
    case "offline-not-kept": {
      const { nextAttemptAt, problem } = status;
      const next =
        nextAttemptAt === null
          ? strings.saveTryingNow
          : fill(strings.saveTryingAt, { time: time(nextAttemptAt) });
      return `${fill(strings.saveNoConnection, { problem })} ${next}`;
    }
    case "denied":
      return fill(strings.saveNoConnection, { problem: status.reason || String(status.code) });
    case "connecting":
      return strings.saveTryingNow;
    default:
      return status.transport === "polling" ? strings.savePolling : strings.saveWebSocket;
  }
}

function clockTime(ms: number): string {
  return new Date(ms).toLocaleTimeString(undefined, {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
}
