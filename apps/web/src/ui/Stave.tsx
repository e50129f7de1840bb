/** The drawing of the quiet pages: a stave on which two voices have begun, or on which nothing is written yet. */
export function Stave({ voices }: { readonly voices: 0 | 1 | 2 }) {
  return (
    <svg viewBox="0 0 240 96" fill="none" aria-hidden="true">
      <g stroke="currentColor" strokeWidth="2">
        {[16, 32, 48, 64, 80].map((y) => (
          <path key={y} d={`M4 ${y}h232`} />
        ))}
        <path d="M4 16v64M236 16v64" />
      </g>
      {voices > 0 && <Voice className="rubric" heights={[48, 32, 24, 32, 16]} />}
      {voices > 1 && <Voice className="ink" heights={[72, 80, 64, 72, 80]} />}
    </svg>
  );
}

interface VoiceProps {
  readonly className: string;
  readonly heights: readonly number[];
}

/** Diamond notes, as motets were printed. */
function Voice({ className, heights }: VoiceProps) {
  return (
    <path
      className={className}
      fill="currentColor"
      d={heights.map((y, at) => `M${56 + 32 * at} ${y - 9}l7 9-7 9-7-9z`).join("")}
    />
  );
}
