import { useState } from 'react';
import { Link } from 'wouter';
import { useDay, usePrograms } from '../api/queries';
import { t } from '../i18n';
import { formatNumber } from '../i18n/format';
import { choose, type LiveProgram, liveFirst, useCurrentProgram } from '../program/current';
import { Screen, Waiting } from '../ui/Screen';
import { DayBoard } from './DayBoard';

/** The day that the person is at. */
export function Today() {
  const programs = usePrograms();
  const current = useCurrentProgram();
  const [held, hold] = useState<LiveProgram>();
  // A day stays on the screen when it becomes complete, also the last one: the person goes on, not the screen. What is only remembered from
  // last time makes way for what is true now.
  const isFresh = programs.isFetchedAfterMount || !programs.isStale;
  if (held === undefined && current && isFresh) {
    hold(current);
  }
  const program = held ?? current;
  const day = useDay(program?.enrollment_id, program?.current_day);

  if (!program) {
    return (
      <Screen title={t('nav.today')}>
        {program === null ? (
          <section className="card">
            <p>{t('today.none')}</p>
            <Link href="/welcome" className="primary">
              {t('today.chooseOne')}
            </Link>
          </section>
        ) : (
          <Waiting queries={[programs]} />
        )}
      </Screen>
    );
  }
  return (
    <Screen
      key={`${program.enrollment_id}-${program.current_day}`}
      title={day.data?.title ?? t('nav.today')}
      lead={
        <div className="row spread">
          <span>
            <span aria-hidden="true">{program.icon}</span> <bdi>{program.name}</bdi> ·{' '}
            {t('today.dayOf', { day: formatNumber(program.current_day), days: formatNumber(program.duration_days) })}
          </span>
          <Switcher shown={program} all={liveFirst(programs.data ?? [], program.enrollment_id)} onSwitch={hold} />
        </div>
      }
    >
      <DayBoard
        enrollment={program.enrollment_id}
        day={program.current_day}
        onNext={() => hold(current ?? undefined)}
      />
    </Screen>
  );
}

interface SwitcherProps {
  shown: LiveProgram;
  all: readonly LiveProgram[];
  onSwitch: (program: LiveProgram) => void;
}

/** The way to another program that the person is in. */
function Switcher({ shown, all, onSwitch }: SwitcherProps) {
  return all.length < 2 ? null : (
    <select
      aria-label={t('today.switch')}
      className="day-switch"
      value={shown.enrollment_id}
      onChange={(event) => {
        const next = all.find((one) => one.enrollment_id === Number(event.target.value));
        if (next !== undefined) {
          choose(next.enrollment_id);
          onSwitch(next);
        }
      }}
    >
      {all.map((one) => (
        <option key={one.enrollment_id} value={one.enrollment_id}>
          {one.name}
        </option>
      ))}
    </select>
  );
}
