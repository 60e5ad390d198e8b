import { type CSSProperties, type ReactNode, useId } from 'react';
import { Link } from 'wouter';
import type { EnrollmentStatus, ProgramListing } from '../api/types';
import { t } from '../i18n';
import { StatusTag } from './StatusTag';
import './program.css';

/** A program's own colour, for the bar beside it. What the catalog says goes into a style only when it is a colour. */
const accentOf = (color: string): CSSProperties =>
  /^#[0-9a-f]{6}$/i.test(color) ? ({ '--program': color } as CSSProperties) : {};

interface Props {
  program: ProgramListing;
  /** Where the person is in it; left out where that is not the point. */
  status?: EnrollmentStatus | null;
  /** The way in, or why there is none. */
  children: ReactNode;
}

/** A program as one chooses among them. */
export function ProgramCard({ program, status = null, children }: Props) {
  const heading = useId();
  return (
    <article className="card program-card" aria-labelledby={heading} style={accentOf(program.color)}>
      <header>
        <span className="program-icon" aria-hidden="true">
          {program.icon}
        </span>
        <div>
          <h2 id={heading}>
            <bdi>{program.name}</bdi>
          </h2>
          <p className="row program-facts">
            <span>{t('program.days', { n: program.duration_days })}</span>
            {program.is_pro_only && <span className="tag">{t('program.pro')}</span>}
            {status !== null && <StatusTag status={status} />}
          </p>
        </div>
      </header>
      <p>
        <bdi>{program.description}</bdi>
      </p>
      <Objectives objectives={program.objectives} />
      <div className="program-way">{children}</div>
    </article>
  );
}

/** What a program teaches. */
export function Objectives({ objectives }: { objectives: readonly string[] }) {
  return objectives.length === 0 ? null : (
    <div>
      <h3>{t('program.objectives')}</h3>
      <ul className="objectives">
        {objectives.map((objective) => (
          <li key={objective}>
            <bdi>{objective}</bdi>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Why the way into a program is closed, and where it opens. */
export const ProNeeded = () => (
  <p className="notice">
    {t('program.proNeeded')} <Link href="/settings#plan">{t('program.plan')}</Link>
  </p>
);
