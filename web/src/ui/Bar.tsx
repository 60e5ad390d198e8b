/** A bar of progress with its words. The words tell it; the bar is for the eye. */
export function Bar({ label, value, max, text }: { label: string; value: number; max: number; text: string }) {
  return (
    <div className="bar">
      <span className="bar-label">{label}</span>
      <span className="bar-text">{text}</span>
      <progress value={Math.min(value, max)} max={Math.max(max, 1)} aria-label={`${label}: ${text}`} />
    </div>
  );
}
