import { useSyncExternalStore } from "react";
import { type Speech, speech, subscribeToSpeech } from "./language.js";
import type { Translation } from "./translation.js";

export function useSpeech(): Speech {
  return useSyncExternalStore(subscribeToSpeech, speech);
}

export function useWords(): Translation {
  return useSpeech().words;
}
