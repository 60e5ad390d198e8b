import { useId, useMemo, useState } from 'react';
import { t } from '../i18n';
import { Dialog } from '../ui/Dialog';
import { useAllCommands } from './commands';
import { Keys } from './KeyboardHelp';

/** Every action of the screen by its name: type a part of it, choose by arrows, Enter. */
export default function Palette({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const commands = useAllCommands();
  const [text, setText] = useState('');
  const [index, setIndex] = useState(0);
  const list = useId();
  const found = useMemo(() => {
    const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    return commands.filter((command) => words.every((word) => command.label.toLocaleLowerCase().includes(word)));
  }, [commands, text]);
  const chosen = found[Math.min(index, found.length - 1)];
  const close = () => {
    setText('');
    setIndex(0);
    onClose();
  };
  const run = (command: (typeof found)[number] | undefined) => {
    if (command !== undefined) {
      close();
      // After the dialog has given the focus back.
      setTimeout(command.run);
    }
  };
  return (
    <Dialog title={t('nav.palette')} isOpen={isOpen} onClose={close} className="palette">
      <input
        role="combobox"
        aria-expanded="true"
        aria-controls={list}
        aria-label={t('keyboard.search')}
        aria-activedescendant={chosen === undefined ? undefined : `${list}-${chosen.id}`}
        placeholder={t('keyboard.search')}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setIndex(0);
        }}
        onKeyDown={(event) => {
          const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
          if (step !== 0 && found.length > 0) {
            event.preventDefault();
            setIndex((found.indexOf(chosen as (typeof found)[number]) + step + found.length) % found.length);
          } else if (event.key === 'Enter') {
            event.preventDefault();
            run(chosen);
          }
        }}
      />
      <div id={list} role="listbox" aria-label={t('nav.palette')} className="palette-list">
        {found.map((command) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field above, which keeps the focus.
          <div
            key={command.id}
            id={`${list}-${command.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={command === chosen}
            onClick={() => run(command)}
          >
            <span>{command.label}</span>
            {command.keys !== undefined && <Keys keys={command.keys} />}
          </div>
        ))}
      </div>
      {found.length === 0 && <p role="status">{t('keyboard.nothing')}</p>}
    </Dialog>
  );
}
