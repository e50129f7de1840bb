import { X } from "lucide-react";
import { Toast } from "radix-ui";
import { useSpeech } from "../language/use-speech.js";
import type { ShownMessage } from "./message.js";

const SHOWN_MS = 8_000;

interface ToastListProps {
  readonly messages: readonly ShownMessage[];
  readonly onClose: (key: number) => void;
}

export function ToastList({ messages, onClose }: ToastListProps) {
  const { words, dir } = useSpeech();
  return (
    <Toast.Provider
      duration={SHOWN_MS}
      label={words.message}
      swipeDirection={dir === "rtl" ? "left" : "right"}
    >
      {messages.map(({ key, text, action }) => (
        <Toast.Root key={key} className="toast" onOpenChange={(isOpen) => !isOpen && onClose(key)}>
          <Toast.Description className="toast__text">{text}</Toast.Description>
          {action && (
            <Toast.Action className="toast__action" altText={`${action.label}: ${text}`} onClick={action.run}>
              {action.label}
            </Toast.Action>
          )}
          <Toast.Close className="toast__close" aria-label={words.close}>
            <X size={16} aria-hidden />
          </Toast.Close>
        </Toast.Root>
      ))}
      <Toast.Viewport className="toasts" label={words.messages} />
    </Toast.Provider>
  );
}
