/** The words of the editor's frame; those of blocks and commands come with their extensions. */
export const CORE_STRINGS = {
  /** The side on which the language begins: `ltr` or `rtl`. */
  direction: "ltr",

  bodyLabel: "Document body",
  bodyPlaceholder: "Write something, or type # for a heading",
  bodyLoading: "Opening the document",
  titleLabel: "Document title",
  titlePlaceholder: "Untitled",

  toolbarLabel: "Formatting",
  toolbarMore: "More",
  blockTypeLabel: "Block type",
  sectionText: "Text",
  sectionLists: "Lists",
  sectionBlocks: "Blocks",

  statusLabel: "Sync status",
  statusConnecting: "Connecting…",
  statusSaving: "Saving…",
  statusSaved: "Saved",
  statusSynced: "Synced, not confirmed saved",
  statusOfflineKept: "Offline, kept on this device",
  statusOfflineKeeping: "Offline, keeping…",
  statusOfflineNotKept: "Offline, not kept",
  statusReadOnly: "Read only",
  statusDenied: "No access",
  statusServerCannotSave: "Server cannot save",

  saveDetails: "Details about saving",
  saveConnecting: "The document is being fetched from the server.",
  saveSaving: "Your changes are on their way to the server’s disk.",
  saveSaved: "Everything you wrote is on the server’s disk.",
  saveSynced: "Everything has been sent. This server does not say what is on its disk.",
  saveOfflineKept:
    "No connection. What you write is kept in this browser, also when you close it, and is sent when the connection is back.",
  saveOfflineKeeping: "No connection. What you write is just being stored in this browser.",
  saveOfflineNotKept: "No connection, and this browser does not hold your last changes. Keep this page open.",
  saveReadOnly: "You can read this document. The server takes no changes from you.",
  saveDenied: "The server has closed this document to you.",
  saveServerCannotSave:
    "The others see what you write, but the server cannot store it at present. It goes on trying; keep this page open.",
  saveUnsaved: "Not saved yet",
  saveUnsavedNone: "Nothing",
  saveUnsavedOne: "1 change since {time}",
  saveUnsavedMany: "{count} changes since {time}",
  saveOnDevice: "In this browser",
  saveDeviceOff: "Nothing is kept",
  saveDeviceOpening: "Looking …",
  saveDeviceKeeping: "Being stored …",
  saveDeviceKept: "Kept",
  saveDeviceDenied: "Denied by the browser",
  saveDeviceFull: "No room left",
  saveConnection: "Connection",
  saveWebSocket: "WebSocket",
  savePolling: "Long polling, as WebSockets do not get through here",
  saveNoConnection: "None: {problem}",
  saveTryingNow: "Trying …",
  saveTryingAt: "Next attempt at {time}",
  saveTryNow: "Try now",
  saveDownload: "Download a copy of my version",

  peopleLabel: "People here",
  personAnonymous: "Anonymous",
  personSelf: "{name} (you)",
  peopleMore: "{count} more: {names}",
  follow: "Follow {name}",
  following: "Following {name}",
  followingNoCaret: "Following {name}, whose caret is not in the text",
  followingSpoken: "Following {name}. Escape stops it.",
  followStop: "Stop following",
  followStopped: "No longer following {name}",

  otherEditorTitle: "Text of another editor",
  otherEditorExplanation:
    "Another editor (Lexical with its own Yjs binding) has left this text in the document. It stays as it is until you take it over.",
  otherEditorTakeOver: "Take it over",

  tooLongTitle: "Too long to be edited here",
  tooLongExplanation:
    "This document has {count} blocks; up to {most} can be shown in the editor. Its text is below, without the empty ones.",
  tooLongText: "Text of the document",

  crashTitle: "The editor has stopped",
  crashExplanation: "Your text is still here. Reload the editor to go on, or take a copy first.",
  crashReload: "Reload",
  crashCopy: "Copy my text",
  crashCopied: "Copied",
  crashCopyFailed: "Could not copy. Select the text below and copy it.",

  keyCtrl: "Ctrl",
  keyAlt: "Alt",
  keyShift: "Shift",
} as const;

export type StringKey = keyof typeof CORE_STRINGS;
/** Words in one language: the frame's, and whatever extensions bring. */
export type Strings = { readonly [Key in StringKey]: string } & Readonly<Record<string, string>>;

/** Fills `{name}` places of a catalogue entry. */
export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (place, key: string) => {
    const value = values[key];
    return value === undefined ? place : String(value);
  });
}
