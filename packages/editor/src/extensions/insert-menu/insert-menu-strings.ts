export const INSERT_MENU_STRINGS = {
  insertLabel: "Insert",
} as const;
