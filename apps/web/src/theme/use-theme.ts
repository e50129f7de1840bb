import { useSyncExternalStore } from "react";
import { deviceStore } from "../device/device-store.js";
import { readTheme, type Theme } from "./theme.js";

export function useTheme(): Theme {
  return useSyncExternalStore(deviceStore.subscribe, () => readTheme());
}
