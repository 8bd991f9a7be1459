import { openDialog } from './dialogs.ts';
import { h, icon } from './dom.ts';
import { isMoved, moveClock, now } from './page-clock.ts';
import { clockInWords, clockShort, t } from './texts.ts';
import { toast } from './toast.ts';

/** The service's clock in the top bar; a press opens what moves it. */
export function clockControl(): HTMLElement {
  const shown = h('span', { class: 'clock-time' });
  const button = h(
    'button',
    { type: 'button', class: 'plain clock', id: 'clock', title: t('clock.move'), onclick: openClock },
    icon('clock'),
    h('span', { class: 'only-read-aloud' }, `${t('clock.title')}: `),
    shown,
  );
  showClock(button);
  return button;
}

/** Writes the present time on the control that stands in the page. */
export function showClock(control: HTMLElement | null = document.getElementById('clock')): void {
  const shown = control?.querySelector('.clock-time');
  if (!control || !shown) return;
  const text = clockShort(now());
  if (shown.textContent !== text) shown.textContent = text;
  control.classList.toggle('moved', isMoved());
}

function openClock(): void {
  const at = now();
  const wanted = h('input', { type: 'datetime-local', name: 'at', value: localInput(at) });
  const move = (to: Parameters<typeof moveClock>[0]) => async () => {
    try {
      await moveClock(to);
      showClock();
      dialog.close();
    } catch (error) {
      toast(t('clock.failed', { reason: error instanceof Error ? error.message : String(error) }));
    }
  };
  const choice = (label: string, run: () => void) => h('button', { type: 'button', onclick: run }, label);
  const set = h(
    'form',
    { class: 'clock-set' },
    h('label', { class: 'field' }, h('span', {}, t('clock.at')), wanted),
    h('button', { type: 'submit', class: 'primary' }, t('clock.set')),
  );
  set.addEventListener('submit', (event) => {
    event.preventDefault();
    if (wanted.value !== '') void move({ set: new Date(wanted.value).toISOString() })();
  });
  const dialog = openDialog({
    title: t('clock.title'),
    body: [
      h('p', {}, t('clock.now', { time: clockInWords(at) }), isMoved() ? ` ${t('clock.moved')}` : null),
      h(
        'div',
        { class: 'clock-choices' },
        choice(t('clock.morning'), () => void move({ set: nextMorning(at).toISOString() })()),
        choice(t('clock.week'), () => void move({ advance: 'P7D' })()),
        choice(t('clock.back'), () => void move({ real: true })()),
      ),
      set,
    ],
  });
}

/** Eight o'clock tomorrow, or today when it is not eight yet; where the browser is. */
function nextMorning(from: Date): Date {
  const morning = new Date(from);
  morning.setHours(8, 0, 0, 0);
  if (morning <= from) morning.setDate(morning.getDate() + 1);
  return morning;
}

function localInput(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
