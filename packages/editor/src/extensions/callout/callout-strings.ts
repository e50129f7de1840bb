export const CALLOUT_STRINGS = {
  calloutNote: "Note",
  calloutNoteKeywords: "callout info box aside",
  calloutTip: "Tip",
  calloutTipKeywords: "callout hint box aside idea",
  calloutWarning: "Warning",
  calloutWarningKeywords: "callout attention box aside important",
  calloutDanger: "Danger",
  calloutDangerKeywords: "callout caution box aside error",
  calloutNext: "Callout, then its next kind",
} as const;
