/**
 * A person's colours. Each carries white text (≥ 4.5 : 1) and stands out from the page in both themes (≥ 3 : 1);
 * neighbours in the list are far apart in hue.
 */
export const PALETTE = [
  { name: "Vermilion", value: "#c8442b" },
  { name: "Teal", value: "#0b7f7f" },
  { name: "Violet", value: "#7f56c9" },
  { name: "Olive", value: "#6f7a1c" },
  { name: "Rose", value: "#c73a6d" },
  { name: "Blue", value: "#2f6fd0" },
  { name: "Ochre", value: "#9c6a10" },
  { name: "Green", value: "#2b8045" },
  { name: "Magenta", value: "#b03fa5" },
  { name: "Steel", value: "#4d748f" },
  { name: "Umber", value: "#996040" },
  { name: "Indigo", value: "#5c63c8" },
] as const;
