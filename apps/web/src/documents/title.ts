export const UNTITLED = "Untitled";

/** A title as it is shown; a document without one has a name too. */
export function shownTitle(title: string): string {
  return title.trim() === "" ? UNTITLED : title;
}
