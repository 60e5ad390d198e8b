import './charts.css';

/** A row of numbers with their names. */
export function Stats({ stats }: { stats: readonly (readonly [name: string, value: string])[] }) {
  return (
    <dl className="stats">
      {stats.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
