import { type ReactNode, useEffect, useRef } from 'react';
import { t } from '../i18n';
import { setScreenTitle } from '../timer/end';
import { ErrorText } from './ErrorText';

interface Props {
  title: string;
  /** A line above the title. */
  lead?: ReactNode;
  children?: ReactNode;
  className?: string;
}

/** A screen: it names the page, and takes the focus when one gets to it, so that a reader begins there. */
export function Screen({ title, lead, children, className = '' }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    setScreenTitle(`${title} · ${t('app.name')}`);
  }, [title]);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, []);
  return (
    <main id="main" className={`screen ${className}`}>
      <header className="screen-head">
        {lead !== undefined && <div className="lead">{lead}</div>}
        <h1 ref={heading} tabIndex={-1} dir="auto">
          {title}
        </h1>
      </header>
      {children}
    </main>
  );
}

interface Query {
  isPending: boolean;
  isError: boolean;
  error: unknown;
  data: unknown;
  refetch: () => unknown;
}

/** What stands for a part of a screen whose data is not here: that it loads, or why it cannot. Null when the data is here. */
export function Waiting({ queries }: { queries: readonly Query[] }) {
  const failed = queries.find((query) => query.isError && query.data === undefined);
  if (failed !== undefined) {
    return <ErrorText error={failed.error} onRetry={() => void failed.refetch()} />;
  }
  return queries.some((query) => query.isPending) ? (
    <p className="loading" aria-busy="true">
      {t('app.loading')}
    </p>
  ) : null;
}
