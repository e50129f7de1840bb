import { X } from "lucide-react";
import { Toast } from "radix-ui";
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { useSpeech } from "../language/use-speech.js";

const SHOWN_MS = 8_000;

/** A short message at the foot of the page, with at most one thing to do about it. */
export interface Message {
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

interface Toasts {
  readonly show: (message: Message) => void;
}

const ToastsContext = createContext<Toasts>({ show: () => {} });

export function useToasts(): Toasts {
  return useContext(ToastsContext);
}

export function ToastsProvider({ children }: { readonly children: ReactNode }) {
  const { words, dir } = useSpeech();
  const [shown, setShown] = useState<readonly (Message & { readonly key: number })[]>([]);
  const show = useCallback((message: Message) => {
    setShown((before) => [...before.slice(-2), { ...message, key: (before.at(-1)?.key ?? 0) + 1 }]);
  }, []);
  const toasts = useMemo(() => ({ show }), [show]);
  const close = (key: number) => setShown((before) => before.filter((each) => each.key !== key));
  return (
    <ToastsContext value={toasts}>
      <Toast.Provider
        duration={SHOWN_MS}
        label={words.message}
        swipeDirection={dir === "rtl" ? "left" : "right"}
      >
        {children}
        {shown.map(({ key, text, action }) => (
          <Toast.Root key={key} className="toast" onOpenChange={(isOpen) => !isOpen && close(key)}>
            <Toast.Description className="toast__text">{text}</Toast.Description>
            {action && (
              <Toast.Action
                className="toast__action"
                altText={`${action.label}: ${text}`}
                onClick={action.run}
              >
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
    </ToastsContext>
  );
}
