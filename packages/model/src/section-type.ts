/** The type of a block that is the summary of a collapsible section. */
export const SECTION = "section";
