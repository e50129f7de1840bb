const DAY_MS = 86_400_000;

/** The day that it is here. */
export function today(now = new Date()): string {
  return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())).toISOString().slice(0, 10);
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

/** A day in the reader's language. */
export function dateWords(date: string, style: "medium" | "full"): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: style, timeZone: "UTC" }).format(Date.parse(date));
}

/** “yesterday”, “today” or “tomorrow” in the reader's language; other days by their date. */
export function nearDateWords(date: string, now = today()): string {
  const days = Math.round((Date.parse(date) - Date.parse(now)) / DAY_MS);
  return Math.abs(days) > 1
    ? dateWords(date, "medium")
    : new Intl.RelativeTimeFormat(undefined, { numeric: "auto" }).format(days, "day");
}

/** Shows a day in an element; what is no day (null) by a placeholder. */
export function drawDate(element: HTMLTimeElement, date: string | null): void {
  if (date === null) {
    element.removeAttribute("datetime");
    element.removeAttribute("title");
    element.textContent = "[date]";
    return;
  }
  element.dateTime = date;
  element.title = dateWords(date, "full");
  element.textContent = nearDateWords(date);
}
