export const SELECTION_TOOLBAR_STRINGS = {
  selectionToolbar: "Selected text",
  focusToolbar: "Go to the toolbar",
} as const;
