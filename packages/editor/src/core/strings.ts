/**
 * Every word that the editor shows or speaks. An embedder passes some or all of them in another language
 * (`strings` of the editor); what is not passed stays English.
 */
export const STRINGS = {
  bodyLabel: "Document body",
  bodyPlaceholder: "Write something, or type # for a heading",
  bodyLoading: "Opening the document",
  titleLabel: "Document title",
  titlePlaceholder: "Untitled",

  toolbarLabel: "Formatting",
  blockTypeLabel: "Block type",
  paragraph: "Paragraph",
  heading1: "Heading 1",
  heading2: "Heading 2",
  heading3: "Heading 3",
  bulletedList: "Bulleted list",
  numberedList: "Numbered list",
  checkList: "Check list",
  quote: "Quote",
  codeBlock: "Code block",
  table: "Table",
  bold: "Bold",
  italic: "Italic",
  underline: "Underline",
  strikethrough: "Strikethrough",
  code: "Code",
  link: "Link",
  undo: "Undo",
  redo: "Redo",

  tableActions: "Table actions",
  tableRowAbove: "Insert row above",
  tableRowBelow: "Insert row below",
  tableColumnBefore: "Insert column before",
  tableColumnAfter: "Insert column after",
  tableHeaderRow: "Header row on or off",
  tableHeaderColumn: "Header column on or off",
  tableMerge: "Merge selected cells",
  tableSplit: "Split cell",
  tableDeleteRow: "Delete row",
  tableDeleteColumn: "Delete column",
  tableDelete: "Delete table",

  linkDialogLabel: "Link",
  linkAddress: "Address",
  linkText: "Text",
  linkApply: "Apply",
  linkOpen: "Open link",
  linkEdit: "Edit link",
  linkRemove: "Remove link",
  linkRefused: "This address cannot be linked to. Use a web, mail or phone address.",

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

export type StringKey = keyof typeof STRINGS;
export type Strings = { readonly [Key in StringKey]: string };

/** Fills `{name}` places of a catalogue entry. */
export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (place, key: string) => {
    const value = values[key];
    return value === undefined ? place : String(value);
  });
}
