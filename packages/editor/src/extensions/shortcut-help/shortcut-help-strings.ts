export const SHORTCUT_HELP_STRINGS = {
  shortcutHelp: "Keyboard shortcuts",
  shortcutHelpText: "Text",
  shortcutHelpBlocks: "Blocks",
  shortcutHelpOther: "Editing",
  shortcutHelpClose: "Close",
} as const;
