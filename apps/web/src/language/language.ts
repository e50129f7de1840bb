import type { Translation as EditorTranslation } from "@motet/editor";
import { type DeviceStore, deviceStore } from "../device/device-store.js";
import { ENGLISH } from "./english.js";
import type { Translation } from "./translation.js";

export const LANGUAGES = ["en", "he"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The interface as it is shown. */
export interface Speech {
  readonly language: Language;
  readonly dir: "ltr" | "rtl";
  readonly words: Translation;
  /** The editor's; undefined: its own English. */
  readonly editorWords?: EditorTranslation;
}

const KEY = "motet.language";

const IN_ENGLISH: Speech = { language: "en", dir: "ltr", words: ENGLISH };

/** Languages other than English are fetched when somebody speaks them. */
const LOADERS: Readonly<Record<Language, () => Promise<Speech>>> = {
  en: async () => IN_ENGLISH,
  he: async () => {
    const { EDITOR_HEBREW, HEBREW } = await import("./hebrew.js");
    return { language: "he", dir: "rtl", words: HEBREW, editorWords: EDITOR_HEBREW };
  },
};

let shown = IN_ENGLISH;
const listeners = new Set<() => void>();

/** What the interface speaks now; in a component `useSpeech`. */
export function speech(): Speech {
  return shown;
}

export function subscribeToSpeech(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function decodeLanguage(text: string | null): Language | undefined {
  return LANGUAGES.find((language) => language === text);
}

/** What this person chose, else the first of the browser's languages that there is here, else English. */
export function readLanguage(
  store: DeviceStore = deviceStore,
  wanted: readonly string[] = navigator.languages,
): Language {
  const chosen = decodeLanguage(store.read(KEY));
  if (chosen !== undefined) return chosen;
  for (const tag of wanted) {
    // Hebrew was “iw” once.
    const base = tag.split("-")[0]?.toLowerCase().replace("iw", "he");
    const known = decodeLanguage(base ?? null);
    if (known !== undefined) return known;
  }
  return "en";
}

export function chooseLanguage(language: Language, store: DeviceStore = deviceStore): void {
  store.write(KEY, language);
}

/**
 * Keeps the page in the language that is wanted, also when another tab changes it; where it cannot be fetched, the last one
 * stays. Resolves once the first is shown.
 */
export async function followLanguage(store: DeviceStore = deviceStore): Promise<void> {
  const apply = async () => {
    const wanted = readLanguage(store);
    try {
      const next = await LOADERS[wanted]();
      if (wanted === readLanguage(store)) show(next);
    } catch {
      // Tried again with the next page.
    }
  };
  store.subscribe(() => void apply());
  await apply();
}

function show(next: Speech): void {
  if (next.language === shown.language) return;
  shown = next;
  document.documentElement.lang = next.language;
  document.documentElement.dir = next.dir;
  for (const listener of listeners) listener();
}
