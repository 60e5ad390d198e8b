import { useMemo } from 'react';
import { Link, useLocation } from 'wouter';
import { useDay, useProgram } from '../api/queries';
import { type AppCommand, useAppCommands } from '../app/commands';
import { t, useLocale } from '../i18n';
import { DayBoard } from '../today/DayBoard';
import { Screen, Waiting } from '../ui/Screen';
import { dayState, weekOf } from './path';
import './program.css';

/** A day of a program: to look back, to catch up, or to read what is to come. */
export default function ProgramDay({ enrollment, day }: { enrollment: number; day: number }) {
  const locale = useLocale();
  const [, go] = useLocation();
  const program = useProgram(enrollment);
  const query = useDay(enrollment, day);
  const total = program.data?.program.duration_days;
  const state = program.data === undefined ? undefined : dayState(day, program.data.current_day, program.data.status);
  const previous = day > 1 ? `/programs/${enrollment}/days/${day - 1}` : null;
  const next = total !== undefined && day < total ? `/programs/${enrollment}/days/${day + 1}` : null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: t() reads the language.
  const commands = useMemo<AppCommand[]>(
    () => [
      ...(next === null ? [] : [{ id: 'day-next', label: t('program.nextDay'), keys: 'j', run: () => go(next) }]),
      ...(previous === null
        ? []
        : [{ id: 'day-previous', label: t('program.previousDay'), keys: 'k', run: () => go(previous) }]),
    ],
    [locale, next, previous, go],
  );
  useAppCommands(commands);

  return (
    <Screen
      title={query.data?.title ?? t('program.day', { day })}
      lead={
        <p className="row">
          <Link href={`/programs/${enrollment}`}>
            <bdi>{program.data?.program.name ?? t('program.one')}</bdi>
          </Link>
          {total !== undefined && <span>{t('program.dayOf', { day, total })}</span>}
          {state !== undefined && (
            <span className={`tag ${state === 'complete' ? 'good' : state === 'locked' ? 'warm' : ''}`}>
              {t(`program.state.${state}`)}
            </span>
          )}
        </p>
      }
    >
      <nav className="row spread" aria-label={t('program.otherDays')}>
        {previous === null ? (
          <span />
        ) : (
          <Link href={previous}>
            <span className="turn" aria-hidden="true">
              ←
            </span>
            {t('program.previousDay')}
          </Link>
        )}
        <Link href={`/review/${enrollment}/${weekOf(day)}`}>{t('program.week', { week: weekOf(day) })}</Link>
        {next === null ? (
          <span />
        ) : (
          <Link href={next}>
            {t('program.nextDay')}
            <span className="turn" aria-hidden="true">
              →
            </span>
          </Link>
        )}
      </nav>
      {query.data === undefined ? <Waiting queries={[query]} /> : <DayBoard enrollment={enrollment} day={day} />}
    </Screen>
  );
}
