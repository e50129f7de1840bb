import {
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useContext,
  useMemo,
  useState,
} from "react";

const ToastList = lazy(async () => ({ default: (await import("./ToastList.js")).ToastList }));

/** A short message at the foot of the page, with at most one thing to do about it. */
export interface Message {
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

export interface ShownMessage extends Message {
  readonly key: number;
}

interface Toasts {
  readonly show: (message: Message) => void;
}

const ToastsContext = createContext<Toasts>({ show: () => {} });

export function useToasts(): Toasts {
  return useContext(ToastsContext);
}

export function ToastsProvider({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<readonly ShownMessage[]>([]);
  const [hasShown, setHasShown] = useState(false);
  const show = useCallback((message: Message) => {
    setHasShown(true);
    setShown((before) => [...before.slice(-2), { ...message, key: (before.at(-1)?.key ?? 0) + 1 }]);
  }, []);
  const toasts = useMemo(() => ({ show }), [show]);
  const close = useCallback(
    (key: number) => setShown((before) => before.filter((each) => each.key !== key)),
    [],
  );
  return (
    <ToastsContext value={toasts}>
      {children}
      {hasShown && (
        <Suspense>
          <ToastList messages={shown} onClose={close} />
        </Suspense>
      )}
    </ToastsContext>
  );
}
