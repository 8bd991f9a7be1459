import { h } from './dom.ts';
import type { Doing, Files, SeenFolder, SeenItem } from './files-data.ts';
import { contentOf, whyNot } from './files-data.ts';
import { askFolder, askName, askPlace, showBin } from './files-dialogs.ts';
import type { MenuItem } from './menu.ts';
import { menuButton } from './menu.ts';
import { now } from './page-clock.ts';
import { shortDate, t, timeOfDay } from './texts.ts';
import { toast } from './toast.ts';

/** What is done with the files, and the person who does it. */
export interface FilesActs {
  readonly files: Files;
  /** The person's object id and name. */
  readonly person: string;
  readonly name: string;
  /** Does something and reads the folder anew. */
  change: (what: Doing) => Promise<unknown>;
  /** Reads the folder anew. */
  refresh: () => Promise<void>;
  /** The folder as it was read last. */
  seen: () => SeenFolder | null;
}

/** Does something and says so, with a way back where there is one, or says why it was not done. */
async function attempt(what: () => Promise<unknown>, text: string, undo?: () => Promise<unknown>): Promise<void> {
  try {
    await what();
    toast(text, undo && { label: t('files.undo'), run: () => void attempt(undo, t('files.undone')) });
  } catch (error) {
    toast(whyNot(error));
  }
}

/** What may be done with a file or folder. */
export function itemMenu(item: SeenItem, { change, seen, ...acts }: FilesActs): MenuItem[] {
  const { id, name } = item;
  const act = (label: string, what: Doing, text: string, undo?: Doing): MenuItem => ({
    label,
    run: () => void attempt(() => change(what), text, undo && (() => change(undo))),
  });
  const rename = () => {
    askName(item, async (fresh) => void (await change({ do: 'rename', item: id, name: fresh })));
  };
  const move = () => {
    askPlace(item, seen()?.folders ?? [], async (to) => void (await change({ do: 'move', item: id, to })));
  };
  const edit = () => {
    const at = now();
    const line = t('files.line', { name: acts.name, date: shortDate(at), time: timeOfDay(at) });
    void attempt(() => change({ do: 'edit', item: id, line }), t('files.edited', { name }));
  };
  const download = () => {
    h('a', { href: acts.files.address(item), download: name }).click();
  };
  const ofFile = [
    { label: t('files.download'), run: download },
    { label: t('files.edit'), run: edit },
    item.openBy?.id === acts.person
      ? act(t('files.close'), { do: 'close', item: id }, t('files.closed', { name }))
      : act(t('files.open'), { do: 'open', item: id }, t('files.opened', { name })),
  ];
  return [
    ...(item.isFolder ? [] : ofFile),
    { label: t('files.rename'), run: rename },
    { label: t('files.move'), run: move },
    act(t('files.delete'), { do: 'delete', item: id }, t('files.deleted', { name }), { do: 'restore', item: id }),
  ];
}

/** What may be done in a folder, and in its library. @param writes whether SharePoint writes into Office files */
export function folderTools(folder: SeenFolder, writes: boolean, acts: FilesActs): HTMLElement {
  const { change } = acts;
  const within = folder.path.at(-1)?.id ?? '';
  const button = (label: string, run: () => void) => h('button', { type: 'button', onclick: run }, label);
  const picker = filePicker(within, acts);
  const make = () => {
    askFolder(async (name) => void (await change({ do: 'folder', within, name })));
  };
  const openBin = () => {
    showBin(acts.seen()?.bin ?? [], async (item) => void (await change({ do: 'restore', item })));
  };
  return h(
    'div',
    { class: 'files-tools' },
    button(t('files.newFolder'), make),
    button(t('files.upload'), () => {
      picker.click();
    }),
    picker,
    button(t('files.bin'), openBin),
    menuButton(t('files.hindrances'), hindrances(folder, writes, acts)),
  );
}

function filePicker(within: string, { change }: FilesActs): HTMLInputElement {
  const picker = h('input', { type: 'file', multiple: true, hidden: true, 'aria-label': t('files.upload') });
  picker.addEventListener('change', () => {
    for (const file of picker.files ?? []) {
      const upload = async () => change({ do: 'upload', within, name: file.name, content: await contentOf(file) });
      void attempt(upload, t('files.uploaded', { name: file.name }));
    }
    picker.value = '';
  });
  return picker;
}

/** What a demonstration puts in the way of those who want to save something. */
function hindrances({ isFull, isReadOnly }: SeenFolder, writes: boolean, { files, refresh }: FilesActs): MenuItem[] {
  const set = (label: string, what: () => Promise<unknown>): MenuItem => ({
    label,
    run: () => void attempt(() => what().then(refresh), label),
  });
  return [
    set(t(isFull ? 'files.makeRoom' : 'files.fill'), () => files.hinder({ full: !isFull })),
    set(t(isReadOnly ? 'files.makeWritable' : 'files.makeReadOnly'), () => files.hinder({ readOnly: !isReadOnly })),
    set(t(writes ? 'files.stopWriting' : 'files.startWriting'), () => files.setHabits(!writes)),
  ];
}
