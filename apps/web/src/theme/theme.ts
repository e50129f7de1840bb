import { type DeviceStore, deviceStore } from "../device/device-store.js";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const KEY = "motet.theme";
const PAGE_COLORS = { light: "#fbfaf7", dark: "#171614" } as const;

export function decodeTheme(text: string | null): Theme {
  return THEMES.find((theme) => theme === text) ?? "system";
}

export function readTheme(store: DeviceStore = deviceStore): Theme {
  return decodeTheme(store.read(KEY));
}

export function chooseTheme(theme: Theme, store: DeviceStore = deviceStore): void {
  store.write(KEY, theme);
}

/** Keeps the page in the chosen theme, also when another tab or frame changes it. Returns the end of it. */
export function followTheme(store: DeviceStore = deviceStore): () => void {
  const apply = () => applyTheme(readTheme(store));
  apply();
  return store.subscribe(apply);
}

function applyTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const own = meta.media.includes("dark") ? PAGE_COLORS.dark : PAGE_COLORS.light;
    meta.content = theme === "system" ? own : PAGE_COLORS[theme];
  }
}
