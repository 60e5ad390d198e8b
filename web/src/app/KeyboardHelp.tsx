import { t } from '../i18n';
import { Dialog } from '../ui/Dialog';
import { useAllCommands } from './commands';

const isMac = /Mac|iP/.test(navigator.platform);

/** Keys as they stand on the keyboard. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className="keys" dir="ltr">
      {keys.split(' ').map((key) => (
        <kbd key={key}>{key.replace('mod+', isMac ? '⌘' : 'Ctrl ').replace('space', '␣')}</kbd>
      ))}
    </span>
  );
}

/** The keys that work on this screen. */
export default function KeyboardHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const commands = useAllCommands().filter((command) => command.keys !== undefined);
  return (
    <Dialog title={t('keyboard.title')} isOpen={isOpen} onClose={onClose}>
      <dl className="keyboard">
        {commands.map((command) => (
          <div key={command.id}>
            <dt>{command.label}</dt>
            <dd>
              <Keys keys={command.keys ?? ''} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
