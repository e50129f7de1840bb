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
import type { Message, ShownMessage } from "./message.js";

const ToastList = lazy(async () => ({ default: (await import("./ToastList.js")).ToastList }));

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
