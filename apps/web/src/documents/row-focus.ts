/** Rows are found by an attribute, as the focus moves between them in ways that React's tree does not know. */
const ROW = "[data-row-link]";

export function rowLinks(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(ROW)];
}

/** After the next rendering, which may bring the row in. */
export function focusRowSoon(documentId: string): void {
  requestAnimationFrame(() =>
    rowLinks()
      .find((link) => link.dataset.rowLink === documentId)
      ?.focus(),
  );
}
