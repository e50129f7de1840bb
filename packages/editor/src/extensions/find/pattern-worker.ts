import { matchPattern, type PatternMatch } from "./pattern-match.js";

export interface PatternAsked {
  readonly expression: RegExp;
  readonly texts: readonly string[];
}

/** One list for each text. */
export type PatternAnswer = readonly (readonly PatternMatch[])[];

/** That it has begun is said before it is known whether there will be an answer. */
export type PatternSaid = "begun" | PatternAnswer;

// A regular expression can take forever: here it holds up nobody, and can be ended.
self.addEventListener("message", ({ data: { expression, texts } }: MessageEvent<PatternAsked>) => {
  const say = (said: PatternSaid): void => self.postMessage(said);
  say("begun");
  say(texts.map((text) => matchPattern(expression, text)));
});
