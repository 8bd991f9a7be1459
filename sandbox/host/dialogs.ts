import { h, icon } from './dom.ts';
import { t } from './texts.ts';

interface DialogParts {
  title: string;
  body: (Node | null)[];
  buttons?: HTMLButtonElement[];
  /** wide: room for a page; side: a panel at the page's side. */
  kind?: 'wide' | 'side';
  /** What is said beside the title about what happens in it. */
  status?: HTMLElement;
}

/** Opens a modal dialog; `closed` is called once, however it is closed. Focus goes back where it was (the browser does it). */
export function openDialog(
  { title, body, buttons = [], kind, status }: DialogParts,
  closed: () => void = () => undefined,
): HTMLDialogElement {
  const heading = h('h2', { id: 'dialog-title' }, title);
  const close = h(
    'button',
    {
      type: 'button',
      class: 'quiet',
      'aria-label': t('dialog.close'),
      onclick: () => {
        dialog.close();
      },
    },
    icon('close'),
  );
  const dialog = h(
    'dialog',
    {
      class: kind ? `dialog ${kind}` : 'dialog',
      'aria-labelledby': 'dialog-title',
      onclose: () => {
        dialog.remove();
        closed();
      },
    },
    h('div', { class: 'dialog-head' }, heading, status, close),
    h('div', { class: 'dialog-body' }, ...body),
    buttons.length > 0 && h('div', { class: 'dialog-foot' }, ...buttons),
  );
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Shows that a link leads out of what the sandbox has: what Teams would do, and the address. */
export function showLink(title: string, text: string): void {
  const close = h(
    'button',
    {
      type: 'button',
      class: 'primary',
      onclick: () => {
        dialog.close();
      },
    },
    t('dialog.close'),
  );
  const dialog = openDialog({ title, body: [h('p', { class: 'address' }, text)], buttons: [close] });
}

interface Meeting {
  subject: string;
  start: string;
  end: string;
  content: string;
  attendees: string[];
}

/** Teams' form for a new meeting, filled in as the link says. `sent` is called when the person sends it. */
export function showNewMeeting(meeting: Meeting, nameOf: (address: string) => string, sent: () => void): void {
  const field = (label: string, input: HTMLInputElement | HTMLTextAreaElement) =>
    h('label', { class: 'field' }, h('span', {}, label), input);
  const start = h('input', { name: 'start', type: 'datetime-local', value: localInput(meeting.start) });
  const end = h('input', { name: 'end', type: 'datetime-local', value: localInput(meeting.end) });
  const content = h('textarea', { name: 'content', rows: 4 });
  content.value = plain(meeting.content);
  const warning = h('p', { class: 'warning', role: 'alert' });
  const send = () => {
    if (start.value !== '' && end.value !== '' && end.value < start.value) {
      warning.textContent = t('newMeeting.outOfOrder');
      return;
    }
    dialog.close();
    sent();
  };
  const dialog = openDialog({
    title: t('newMeeting.title'),
    body: [
      field(t('newMeeting.subject'), h('input', { name: 'subject', value: meeting.subject })),
      field(
        t('newMeeting.attendees'),
        h('input', { name: 'attendees', value: meeting.attendees.map(nameOf).join(', ') }),
      ),
      h('div', { class: 'pair' }, field(t('newMeeting.start'), start), field(t('newMeeting.end'), end)),
      field(t('newMeeting.content'), content),
      warning,
    ],
    buttons: [
      h('button', { type: 'button', class: 'primary', onclick: send }, t('newMeeting.send')),
      h(
        'button',
        {
          type: 'button',
          onclick: () => {
            dialog.close();
          },
        },
        t('dialog.cancel'),
      ),
    ],
  });
}

/** An ISO time as a datetime-local input wants it, in the browser's zone; empty when it is no time. */
function localInput(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return '';
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** A meeting's description may carry simple HTML; the form here shows its text. */
function plain(content: string): string {
  return new DOMParser()
    .parseFromString(content.replace(/<br\s*\/?>|<\/p>/gi, '\n'), 'text/html')
    .body.textContent.trim();
}

export interface Choosable {
  id: string;
  name: string;
  note: string;
}

/** Teams' people picker. Answers with those chosen, or null when it was closed. */
export function pickPeople(
  people: Choosable[],
  { single, chosen, title }: { single: boolean; chosen: string[]; title: string | null },
): Promise<Choosable[] | null> {
  return new Promise((resolve) => {
    const option = (person: Choosable) =>
      h(
        'label',
        { class: 'option' },
        h('input', {
          type: single ? 'radio' : 'checkbox',
          name: 'person',
          value: person.id,
          checked: chosen.includes(person.id),
        }),
        h('span', { class: 'option-name' }, person.name),
        h('span', { class: 'option-note' }, person.note),
      );
    const options = people.map((person) => ({ person, element: option(person) }));
    const nobody = h('p', { class: 'nobody', hidden: true }, t('picker.nobody'));
    const search = h('input', { type: 'search', 'aria-label': t('picker.search'), placeholder: t('picker.search') });
    search.addEventListener('input', () => {
      const wanted = search.value.trim().toLowerCase();
      for (const { person, element } of options)
        element.hidden = !`${person.name} ${person.note}`.toLowerCase().includes(wanted);
      nobody.hidden = options.some(({ element }) => !element.hidden);
    });
    let answer: Choosable[] | null = null;
    const done = () => {
      answer = options.filter(({ element }) => element.querySelector('input')?.checked).map(({ person }) => person);
      dialog.close();
    };
    const dialog = openDialog(
      {
        title: title ?? t(single ? 'picker.titleOne' : 'picker.title'),
        body: [search, h('div', { class: 'options' }, ...options.map(({ element }) => element)), nobody],
        buttons: [
          h('button', { type: 'button', class: 'primary', onclick: done }, t('dialog.done')),
          h(
            'button',
            {
              type: 'button',
              onclick: () => {
                dialog.close();
              },
            },
            t('dialog.cancel'),
          ),
        ],
      },
      () => {
        resolve(answer);
      },
    );
  });
}
