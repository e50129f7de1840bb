export const SECTION_STRINGS = {
  section: "Collapsible section",
  sectionKeywords: "toggle details summary fold hide accordion",
  sectionToggle: "Close or open section",
  sectionShown: "What belongs to the section",
} as const;
