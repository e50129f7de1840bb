// Runs before the first paint, so that a chosen theme never flashes. A file of its own, as the content security
// policy allows no inline script; `src/theme/theme.ts` is the same rule for later changes.
try {
  const theme = localStorage.getItem("motet.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage denied: the system's theme it is.
}
