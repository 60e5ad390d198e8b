/** How much of a cell a level fills: more time is a larger and a darker square, so that colour is not needed to tell. */
const parts = [0, 0.5, 0.66, 0.84, 1];

/** A cell of a map: a dot for nothing, and a square that grows with the level. */
export function Cell({ x, y, size, level, text }: { x: number; y: number; size: number; level: number; text: string }) {
  const side = Math.max(0, size - 2) * (parts[level] ?? 0);
  const middle = size / 2;
  return (
    <g>
      <title>{text}</title>
      {/* The whole cell answers to the pointer. */}
      <rect x={x} y={y} width={size} height={size} fill="transparent" />
      {level === 0 ? (
        <circle className="level" data-level={0} cx={x + middle} cy={y + middle} r={1.5} />
      ) : (
        <rect
          className="level"
          data-level={level}
          x={x + middle - side / 2}
          y={y + middle - side / 2}
          width={side}
          height={side}
          rx={Math.min(3, side / 4)}
        />
      )}
    </g>
  );
}

/** What the levels mean. */
export function CellLegend({ texts }: { texts: readonly string[] }) {
  return (
    <ul className="legend">
      {texts.map((text, level) => (
        <li key={text}>
          <svg width="18" height="18" aria-hidden="true">
            <Cell x={0} y={0} size={18} level={level} text={text} />
          </svg>
          {text}
        </li>
      ))}
    </ul>
  );
}
