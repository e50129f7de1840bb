/** The type of an inline thing that names a day, in `date`. */
export const DATE = "date";

/** A day of the calendar, from `0001-01-01` to `9999-12-31`; null for everything else. */
export function isoDate(date: unknown): string | null {
  if (typeof date !== "string" || !/^\d{4}-\d\d-\d\d$/.test(date) || date.startsWith("0000")) return null;
  const day = new Date(`${date}T00:00:00Z`);
  // Some engines take the 30th of February for the 2nd of March.
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date) ? date : null;
}
