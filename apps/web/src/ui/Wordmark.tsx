import { Link } from "wouter";
import { useWords } from "../language/use-speech.js";

interface WordmarkProps {
  /** The initial alone, for narrow bars. */
  readonly isShort?: boolean;
}

/** The way home. */
export function Wordmark({ isShort = false }: WordmarkProps) {
  const words = useWords();
  return (
    <Link href="/" className="wordmark" aria-label={words.appHome} title={words.allDocuments}>
      <Initial />
      {!isShort && <span aria-hidden>Motet</span>}
    </Link>
  );
}

/** A rubric initial whose two strokes end as notes: two voices, one letter. The favicon is the same drawing. */
function Initial() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="#b3361f" />
      <path d="M9 22V9.5l7 8 7-8V22" fill="none" stroke="#fff" strokeWidth="2.6" strokeLinejoin="round" />
      <path d="M9 18.6l3.2 4L9 26.6l-3.2-4zM23 18.6l3.2 4-3.2 4-3.2-4z" fill="#fff" />
    </svg>
  );
}
