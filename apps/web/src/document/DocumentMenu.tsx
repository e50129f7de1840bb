import { Columns2, Ellipsis, Link2 } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { navigate } from "wouter/use-browser-location";
import { documentPath, splitPath } from "../app/routes.js";
import { useWords } from "../language/use-speech.js";
import { fill } from "../language/words.js";
import { useToasts } from "../messages/toasts.js";
import { LanguageItems } from "../ui/LanguageItems.js";
import { ThemeItems } from "../ui/ThemeItems.js";
import { useLandmark } from "../ui/use-landmark.js";

export function DocumentMenu({ documentId }: { readonly documentId: string }) {
  const words = useWords();
  const [ref, landmark] = useLandmark();
  const toasts = useToasts();
  const copyAddress = async () => {
    const address = new URL(documentPath(documentId), window.location.origin).href;
    try {
      await navigator.clipboard.writeText(address);
      toasts.show({ text: words.addressCopied });
    } catch {
      // No clipboard without https, or not allowed.
      toasts.show({ text: fill(words.addressIs, { address }) });
    }
  };
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        ref={ref}
        className="icon-button"
        aria-label={words.more}
        title={words.documentMoreHint}
      >
        <Ellipsis size={19} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={landmark}>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={8}>
          <DropdownMenu.Item className="menu__item" onSelect={() => void copyAddress()}>
            <Link2 size={17} aria-hidden />
            {words.copyAddress}
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu__item" onSelect={() => navigate(splitPath(documentId))}>
            <Columns2 size={17} aria-hidden />
            {words.openSideBySide}
          </DropdownMenu.Item>
          <DropdownMenu.Separator className="menu__line" />
          <DropdownMenu.Label className="menu__label">{words.theme}</DropdownMenu.Label>
          <ThemeItems />
          <LanguageItems />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
