/** Kept with the entry in the browser's history: the document was made a moment ago, to be written in. */
export const JUST_CREATED = "just-created";
