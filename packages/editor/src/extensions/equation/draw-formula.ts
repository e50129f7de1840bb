type SetFormula = (element: HTMLElement, source: string, isDisplay: boolean) => void;

let setFormula: SetFormula | undefined;

/** Shows a formula in an element of its own; its source as long as what sets it is being fetched, or cannot be. */
export function drawFormula(element: HTMLElement, source: string, isDisplay: boolean): void {
  if (element.dataset.source === source) return;
  element.dataset.source = source;
  if (setFormula !== undefined) {
    setFormula(element, source, isDisplay);
    return;
  }
  element.textContent = source;
  if (source !== "") void fetchAndSet(element, source, isDisplay);
}

async function fetchAndSet(element: HTMLElement, source: string, isDisplay: boolean): Promise<void> {
  try {
    ({ setFormula } = await import("./set-formula.js"));
    if (element.dataset.source === source) setFormula(element, source, isDisplay);
  } catch (error) {
    console.error(error);
  }
}
