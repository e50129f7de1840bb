export const DATE_STRINGS = {
  insertDate: "Date",
  insertDateKeywords: "day today calendar time",
  dateLabel: "Date",
  dateApply: "Done",
  dateCancel: "Cancel",
} as const;
