import { useWords } from "../language/use-speech.js";

const WIDTHS = ["46%", "30%", "58%", "38%", "50%"];

/** Stands where the list will be; shows only when that takes a moment. */
export function ListSkeleton() {
  const words = useWords();
  return (
    <div className="skeleton" role="status">
      <span className="visually-hidden">{words.loadingDocuments}</span>
      {WIDTHS.map((width) => (
        <div key={width} className="row" aria-hidden="true">
          <div className="row__main">
            <div className="skeleton__line" style={{ width }} />
          </div>
        </div>
      ))}
    </div>
  );
}
