import { formatMinutes, formatNumber } from '../i18n/format';
import { Chart } from './Chart';
import { roundUp } from './scale';

export interface Bar {
  key: number;
  label: string;
  /** The label where there is little room. */
  short: string;
  value: number;
  /** Null where there is nothing to reach. */
  target: number | null;
  isDone: boolean;
}

interface Props {
  title: string;
  summary: string;
  bars: readonly Bar[];
  /** Not needed where all bars are of one kind, without a target. */
  legend?: { value: string; target: string; done: string };
  table: React.ReactNode;
}

const height = 200;
const top = 26;
const bottom = 26;

/** Minutes as bars, each with the line that it was to reach, where there is one. What is complete has its own colour and a tick. */
export function BarChart({ title, summary, bars, legend, table }: Props) {
  const most = roundUp(Math.max(10, ...bars.map((bar) => Math.max(bar.value, bar.target ?? 0))));
  const y = (value: number) => top + (1 - value / most) * (height - top - bottom);
  return (
    <Chart
      title={title}
      summary={summary}
      table={table}
      legend={
        legend && (
          <ul className="legend">
            <li data-mark="bar">{legend.value}</li>
            <li data-mark="done">{legend.done}</li>
            <li data-mark="target">{legend.target}</li>
          </ul>
        )
      }
      height={() => height}
      plot={({ width, at }) => {
        const edge = 38;
        const slot = (width - edge) / bars.length;
        const bar = Math.min(44, slot * 0.62);
        return (
          <>
            {[0, most / 2, most].map((line) => (
              <g key={line}>
                <line className="grid" x1={at(edge)} x2={at(width)} y1={y(line)} y2={y(line)} />
                <text x={at(edge - 16)} y={y(line) + 4} textAnchor="middle">
                  {formatNumber(line)}
                </text>
              </g>
            ))}
            {bars.map(({ key, label, short, value, target, isDone }, index) => {
              const from = edge + slot * index;
              const middle = at(from + slot / 2);
              return (
                <g key={key}>
                  <title>{`${label}: ${formatMinutes(value)}`}</title>
                  {value > 0 && (
                    <rect
                      className={isDone ? 'bar-shape done' : 'bar-shape'}
                      x={at(from + (slot - bar) / 2, bar)}
                      y={y(value)}
                      width={bar}
                      height={height - bottom - y(value)}
                      rx={Math.min(5, (height - bottom - y(value)) / 2)}
                    />
                  )}
                  {target !== null && (
                    <line
                      className="target"
                      x1={at(from + slot * 0.06)}
                      x2={at(from + slot * 0.94)}
                      y1={y(target)}
                      y2={y(target)}
                    />
                  )}
                  {(value > 0 || isDone) && (
                    <text className="bar-value" x={middle} y={y(Math.max(value, target ?? 0)) - 7} textAnchor="middle">
                      {isDone ? `✓ ${formatNumber(value)}` : formatNumber(value)}
                    </text>
                  )}
                  <text x={middle} y={height - 7} textAnchor="middle">
                    {slot < 52 ? short : label}
                  </text>
                </g>
              );
            })}
          </>
        );
      }}
    />
  );
}
