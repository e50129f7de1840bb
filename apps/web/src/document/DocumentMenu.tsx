import { Columns2, Ellipsis, Link2 } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { navigate } from "wouter/use-browser-location";
import { documentPath, splitPath } from "../app/routes.js";
import { useToasts } from "../messages/toasts.js";
import { ThemeItems } from "../ui/ThemeItems.js";
import { useLandmark } from "../ui/use-landmark.js";

export function DocumentMenu({ documentId }: { readonly documentId: string }) {
  const [ref, landmark] = useLandmark();
  const toasts = useToasts();
  const copyAddress = async () => {
    const address = new URL(documentPath(documentId), window.location.origin).href;
    try {
      await navigator.clipboard.writeText(address);
      toasts.show({ text: "Address copied. Whoever opens it writes along." });
    } catch {
      // No clipboard without https, or not allowed.
      toasts.show({ text: `The address of this document: ${address}` });
    }
  };
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger ref={ref} className="icon-button" aria-label="More" title="Address, theme …">
        <Ellipsis size={19} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={landmark}>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={8}>
          <DropdownMenu.Item className="menu__item" onSelect={() => void copyAddress()}>
            <Link2 size={17} aria-hidden />
            Copy address
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu__item" onSelect={() => navigate(splitPath(documentId))}>
            <Columns2 size={17} aria-hidden />
            Open side by side
          </DropdownMenu.Item>
          <DropdownMenu.Separator className="menu__line" />
          <DropdownMenu.Label className="menu__label">Theme</DropdownMenu.Label>
          <ThemeItems />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
