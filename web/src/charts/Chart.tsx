import { type ReactNode, type RefObject, useId, useLayoutEffect, useRef, useState } from 'react';
import { t } from '../i18n';
import './charts.css';

/** What a drawing is drawn with: its size in pixels, and where things lie in a language that runs from right to left. */
export interface Plot {
  width: number;
  /** The x of something by its distance from the side where reading starts. */
  at: (distance: number, size?: number) => number;
}

interface Props {
  title: string;
  /** What the chart says, in a sentence: for everybody, and first of all for who does not see it. */
  summary: string;
  height: (width: number) => number;
  /** The shapes. */
  plot: (plot: Plot) => ReactNode;
  legend?: ReactNode;
  /** The same numbers as rows. */
  table: ReactNode;
}

/** A chart in plain SVG, with its sentence and its twin: the same numbers as a table. */
export function Chart({ title, summary, height, plot, legend, table }: Props) {
  const [place, width] = useWidth();
  const id = useId();
  const at = (distance: number, size = 0) =>
    document.documentElement.dir === 'rtl' ? width - distance - size : distance;
  return (
    <figure className="chart">
      <figcaption>
        <h2 id={`${id}-title`}>{title}</h2>
        <p id={`${id}-summary`} className="dim">
          {summary}
        </p>
      </figcaption>
      <div ref={place}>
        <svg width={width} height={height(width)} role="img" aria-label={title} aria-describedby={`${id}-summary`}>
          {plot({ width, at })}
        </svg>
      </div>
      {legend}
      <details>
        <summary>{t('app.asTable')}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
        <section className="chart-table" aria-labelledby={`${id}-title`} tabIndex={0}>
          <table>{table}</table>
        </section>
      </details>
    </figure>
  );
}

/** The width of an element in pixels: charts are drawn to it, so that their texts keep their size on a phone. */
function useWidth(): [RefObject<HTMLDivElement | null>, number] {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(320);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) {
      return;
    }
    const measure = () => setWidth(Math.max(240, Math.floor(element.clientWidth)));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
