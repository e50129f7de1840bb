const WIDTHS = ["46%", "30%", "58%", "38%", "50%"];

/** Stands where the list will be; shows only when that takes a moment. */
export function ListSkeleton() {
  return (
    <div className="skeleton" role="status">
      <span className="visually-hidden">Loading documents…</span>
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
