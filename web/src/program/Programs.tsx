import { type CSSProperties, useId } from 'react';
import { Link, useLocation } from 'wouter';
import { useProgram, usePrograms } from '../api/queries';
import type { ProgramListing } from '../api/types';
import { t } from '../i18n';
import { useCommand } from '../offline/useCommand';
import { Bar } from '../ui/Bar';
import { ErrorText } from '../ui/ErrorText';
import { Screen, Waiting } from '../ui/Screen';
import { choose } from './current';
import './program.css';
import { StatusTag } from './StatusTag';

/** A program's own colour, for the bar beside it. What the catalog says goes into a style only when it is a colour. */
export const accentOf = (color: string): CSSProperties =>
  /^#[0-9a-f]{6}$/i.test(color) ? ({ '--program': color } as CSSProperties) : {};

export default function Programs() {
  const programs = usePrograms();
  return (
    <Screen title={t('program.title')} lead={t('program.lead')}>
      <Waiting queries={[programs]} />
      {programs.data?.length === 0 && <p>{t('program.none')}</p>}
      <ul className="programs">
        {programs.data?.map((program) => (
          <li key={program.id}>
            <ProgramCard program={program} />
          </li>
        ))}
      </ul>
    </Screen>
  );
}

function ProgramCard({ program }: { program: ProgramListing }) {
  const heading = useId();
  const { enrollment_id: enrollment, enrollment_status: status } = program;
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
      <div className="program-way">
        {program.is_enrolled && enrollment !== null ? (
          <Enrolled program={program} enrollment={enrollment} />
        ) : (
          <Enroll program={program} />
        )}
      </div>
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

function Enrolled({ program, enrollment }: { program: ProgramListing; enrollment: number }) {
  const details = useProgram(enrollment);
  const done = details.data?.progress.days_completed;
  return (
    <>
      {done !== undefined && (
        <Bar
          label={t('program.complete')}
          value={done}
          max={program.duration_days}
          text={t('program.doneOf', { done, total: program.duration_days })}
        />
      )}
      <div className="row">
        {program.enrollment_status === 'in_progress' && program.current_day !== null && (
          <Link
            href={`/programs/${enrollment}/days/${program.current_day}`}
            className="primary"
            aria-label={`${t('program.continue', { day: program.current_day })}: ${program.name}`}
          >
            {t('program.continue', { day: program.current_day })}
          </Link>
        )}
        <Link href={`/programs/${enrollment}`} className="button" aria-label={`${t('program.open')}: ${program.name}`}>
          {t('program.open')}
        </Link>
      </div>
    </>
  );
}

function Enroll({ program }: { program: ProgramListing }) {
  const enroll = useCommand('enroll');
  const [, go] = useLocation();
  if (!program.can_access) {
    return (
      <p className="notice">
        {t('program.proNeeded')} <Link href="/settings#plan">{t('program.plan')}</Link>
      </p>
    );
  }
  const run = async () => {
    const answer = await enroll.run({ program_id: program.id });
    if (answer?.enrollment_id !== undefined) {
      choose(answer.enrollment_id);
      go(`/programs/${answer.enrollment_id}`);
    }
  };
  return (
    <>
      <ErrorText error={enroll.error} />
      <button
        type="button"
        className="primary"
        disabled={enroll.isRunning}
        aria-label={`${t('program.enroll')}: ${program.name}`}
        onClick={() => void run()}
      >
        {t('program.enroll')}
      </button>
    </>
  );
}
