import { type KeyboardEvent, useCallback, useMemo, useRef } from 'react';
import type { DayTask } from '../api/types';
import { type AppCommand, useAppCommands } from '../app/commands';
import { t, useLocale } from '../i18n';
import { formatNumber } from '../i18n/format';
import { useCommand } from '../offline/useCommand';
import { ErrorText } from '../ui/ErrorText';

interface Props {
  enrollment: number;
  day: number;
  tasks: readonly DayTask[];
  isOpen: boolean;
}

const steps: Readonly<Record<string, number>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

/** The day's tasks. j and k, or the arrows, move between them; space ticks. */
export function Tasks({ enrollment, day, tasks, isOpen }: Props) {
  const locale = useLocale();
  const { run, error } = useCommand('task');
  const list = useRef<HTMLUListElement>(null);

  const toggle = useCallback(
    (task: DayTask) =>
      void run({
        enrollment_id: enrollment,
        day_number: day,
        task_index: task.order,
        is_completed: !task.is_completed,
      }),
    [run, enrollment, day],
  );
  const move = useCallback((step: number) => {
    const boxes = [...(list.current?.querySelectorAll('input') ?? [])];
    const at = boxes.indexOf(document.activeElement as HTMLInputElement);
    boxes.at(at < 0 && step < 0 ? -1 : Math.min(boxes.length - 1, Math.max(0, at + step)))?.focus();
  }, []);
  const pressed = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      move(step);
    }
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: t() reads the language.
  const commands = useMemo<AppCommand[]>(
    () =>
      isOpen
        ? [
            { id: 'task-next', label: t('today.nextTask'), keys: 'j', run: () => move(1) },
            { id: 'task-back', label: t('today.previousTask'), keys: 'k', run: () => move(-1) },
            ...tasks.map((task) => ({
              id: `task-${task.order}`,
              label: t(task.is_completed ? 'today.undoTask' : 'today.doTask', {
                n: formatNumber(task.order + 1),
                text: task.text,
              }),
              run: () => toggle(task),
            })),
          ]
        : [],
    [tasks, isOpen, toggle, move, locale],
  );
  useAppCommands(commands);

  return (
    <section className="card day-tasks" aria-labelledby="tasks">
      <h2 id="tasks">{t('today.tasks')}</h2>
      <ul ref={list}>
        {tasks.map((task) => (
          <li key={task.order}>
            <label>
              <input
                type="checkbox"
                checked={task.is_completed}
                disabled={!isOpen}
                onChange={() => toggle(task)}
                onKeyDown={pressed}
              />
              <span dir="auto">{task.text}</span>
            </label>
          </li>
        ))}
      </ul>
      <ErrorText error={error} />
    </section>
  );
}
