import { Link, useLocation } from 'wouter';
import { useProgram, usePrograms } from '../api/queries';
import type { ProgramListing } from '../api/types';
import { t } from '../i18n';
import { useCommand } from '../offline/useCommand';
import { Bar } from '../ui/Bar';
import { ErrorText } from '../ui/ErrorText';
import { Screen, Waiting } from '../ui/Screen';
import { choose } from './current';
import { ProgramCard, ProNeeded } from './ProgramCard';

export default function Programs() {
  const programs = usePrograms();
  return (
    <Screen title={t('program.title')} lead={t('program.lead')}>
      <Waiting queries={[programs]} />
      {programs.data?.length === 0 && <p>{t('program.none')}</p>}
      <ul className="programs">
        {programs.data?.map((program) => (
          <li key={program.id}>
            <ProgramCard program={program} status={program.enrollment_status}>
              {program.is_enrolled && program.enrollment_id !== null ? (
                <Enrolled program={program} enrollment={program.enrollment_id} />
              ) : (
                <Enroll program={program} />
              )}
            </ProgramCard>
          </li>
        ))}
      </ul>
    </Screen>
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
    return <ProNeeded />;
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
