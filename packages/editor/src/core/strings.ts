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
  bold: "Bold",
  italic: "Italic",
  underline: "Underline",
  strikethrough: "Strikethrough",
  code: "Code",
  link: "Link",
  undo: "Undo",
  redo: "Redo",

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
  statusOfflineNotKept: "Offline, not kept",
  statusReadOnly: "Read only",
  statusDenied: "No access",
  statusServerCannotSave: "Server cannot save",

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
