import { Check } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { chooseLanguage, decodeLanguage, LANGUAGES, type Language } from "../language/language.js";
import { useSpeech } from "../language/use-speech.js";

/** Each in itself: to be found by whoever reads no other. */
const NAMES: Readonly<Record<Language, string>> = { en: "English", he: "עברית" };

/** The choice of the language, as a part of a menu. */
export function LanguageItems() {
  const { language, words } = useSpeech();
  return (
    <>
      <DropdownMenu.Separator className="menu__line" />
      <DropdownMenu.Label className="menu__label">{words.language}</DropdownMenu.Label>
      <DropdownMenu.RadioGroup
        aria-label={words.language}
        value={language}
        onValueChange={(value) => chooseLanguage(decodeLanguage(value) ?? "en")}
      >
        {LANGUAGES.map((each) => (
          <DropdownMenu.RadioItem key={each} value={each} className="menu__item" lang={each}>
            {NAMES[each]}
            <DropdownMenu.ItemIndicator className="menu__check" asChild>
              <Check size={17} aria-hidden />
            </DropdownMenu.ItemIndicator>
          </DropdownMenu.RadioItem>
        ))}
      </DropdownMenu.RadioGroup>
    </>
  );
}
