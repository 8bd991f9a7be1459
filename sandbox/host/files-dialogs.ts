import { openDialog } from './dialogs.ts';
import { h } from './dom.ts';
import type { SeenFolder, SeenItem } from './files-data.ts';
import { whyNot } from './files-data.ts';
import { shortDate, t } from './texts.ts';

interface Asked {
  title: string;
  label: string;
  field: HTMLInputElement | HTMLSelectElement;
  button: string;
  /** Does what was asked for; what it throws is said in the dialog, which stays. */
  save: (value: string) => Promise<void>;
}

/** A dialog with one field. */
function ask({ title, label, field, button, save }: Asked): void {
  const warning = h('p', { class: 'warning', role: 'alert' });
  const form = h('form', { class: 'files-form' }, h('label', { class: 'field' }, h('span', {}, label), field), warning);
  const send = h('button', { type: 'button', class: 'primary' }, button);
  const cancel = h('button', { type: 'button' }, t('dialog.cancel'));
  const dialog = openDialog({ title, body: [form], buttons: [send, cancel] });
  const submit = async () => {
    const value = field.value.trim();
    if (value === '') return;
    send.disabled = true;
    try {
      await save(value);
      dialog.close();
    } catch (error) {
      warning.textContent = whyNot(error);
      send.disabled = false;
    }
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit();
  });
  send.addEventListener('click', () => void submit());
  cancel.addEventListener('click', () => {
    dialog.close();
  });
  field.focus();
  if (field instanceof HTMLInputElement) field.setSelectionRange(0, stemOf(field.value));
}

/** How long a name is without its ending. */
const stemOf = (name: string) => (name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length);

const nameField = (value: string) => h('input', { type: 'text', value, maxlength: 255, autocomplete: 'off' });

/** Asks for another name. */
export function askName(item: SeenItem, save: (name: string) => Promise<void>): void {
  ask({
    title: t('files.renameTitle', { name: item.name }),
    label: t('files.newName'),
    field: nameField(item.name),
    button: t('files.rename'),
    save,
  });
}

/** Asks for a new folder's name. */
export function askFolder(save: (name: string) => Promise<void>): void {
  ask({
    title: t('files.newFolder'),
    label: t('files.folderName'),
    field: nameField(''),
    button: t('files.make'),
    save,
  });
}

/** Asks for another folder. */
export function askPlace(
  item: SeenItem,
  folders: SeenFolder['folders'],
  save: (folder: string) => Promise<void>,
): void {
  const options = folders.filter(({ id }) => id !== item.id).map(({ id, path }) => h('option', { value: id }, path));
  ask({
    title: t('files.moveTitle', { name: item.name }),
    label: t('files.moveTo'),
    field: h('select', {}, ...options),
    button: t('files.move'),
    save,
  });
}

/** Shows what has been deleted. @param restore takes something back; what it throws is said */
export function showBin(bin: SeenFolder['bin'], restore: (id: string) => Promise<void>): void {
  const warning = h('p', { class: 'warning', role: 'alert' });
  const none = () => h('p', { class: 'note' }, t('files.binEmpty'));
  const list = h('ul', { class: 'files-bin' }, ...bin.map(row));
  function row({ id, name, deletedAt }: SeenFolder['bin'][number]): HTMLElement {
    const back = async () => {
      try {
        await restore(id);
        line.remove();
        if (list.children.length === 0) list.replaceWith(none());
      } catch (error) {
        warning.textContent = whyNot(error);
      }
    };
    const label = t('files.restoreOne', { name });
    const button = h('button', { type: 'button', 'aria-label': label, onclick: () => void back() }, t('files.restore'));
    const when = h('span', { class: 'note' }, t('files.deletedAt', { date: shortDate(new Date(deletedAt)) }));
    const line = h('li', {}, h('span', { class: 'files-bin-name' }, name, when), button);
    return line;
  }
  openDialog({ title: t('files.bin'), body: [bin.length > 0 ? list : none(), warning] });
}
