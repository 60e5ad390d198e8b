import { type ReactNode, useEffect, useId, useRef } from 'react';
import { t } from '../i18n';

interface Props {
  title: ReactNode;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
  className?: string;
}

/** A modal dialog: the browser's own, which keeps the focus inside and closes on Escape. It gives the focus back. */
export function Dialog({ title, isOpen, onClose, children, className = '' }: Props) {
  const ref = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (!isOpen || dialog === null) {
      return;
    }
    const before = document.activeElement as HTMLElement | null;
    dialog.showModal();
    // The browser takes the first control, which closes.
    dialog.querySelector<HTMLElement>('input, textarea, select, [data-first]')?.focus();
    return () => {
      dialog.close();
      // The browser gives the focus back only while the dialog is in the page; React has taken it out by now.
      if (document.activeElement === document.body) {
        before?.focus({ preventScroll: true });
      }
    };
  }, [isOpen]);
  if (!isOpen) {
    return null;
  }
  return (
    <dialog
      ref={ref}
      className={className}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === ref.current && onClose()}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <header className="dialog-head">
        <h2 id={heading}>{title}</h2>
        <button type="button" className="icon" aria-label={t('app.close')} onClick={onClose}>
          <span aria-hidden="true">✕</span>
        </button>
      </header>
      {children}
    </dialog>
  );
}
