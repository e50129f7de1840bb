/** A word by number: what `Intl.PluralRules` names in its language, `other` in any case. */
export type Plural = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

export type Words = Readonly<Record<string, string | Plural>>;

/** Fills the `{name}` places of a word. */
export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (place, key: string) => String(values[key] ?? place));
}

/** The word for so many, with the number in its `{count}`. */
export function countOf(plural: Plural, count: number, language: string): string {
  const form = plural[new Intl.PluralRules(language).select(count)] ?? plural.other;
  return fill(form, { count: new Intl.NumberFormat(language).format(count) });
}
