export const MENTION_STRINGS = {
  mentionLabel: "Mention",
  mentionPeople: "People",
  mentionDates: "Dates",
  mentionDocuments: "Documents",
  mentionSelf: "{name} (you)",
  mentionOfYou: "You are mentioned",
} as const;
