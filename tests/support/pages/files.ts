import type { Locator, Page } from 'playwright-core';
import { hostTexts } from './texts.ts';
import type { Language } from './texts.ts';

/** A channel's files in the local Teams, with what a person does there. */
export function filesPage(page: Page, language: Language = 'sv') {
  const t = hostTexts(language);
  const region = page.getByRole('region', { name: t('files.label'), exact: true });
  const row = (name: string): Locator =>
    region.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });
  const choose = async (name: string, what: string) => {
    await row(name)
      .getByRole('button', { name: t('files.more', { name }) })
      .click();
    await page.getByRole('menuitem', { name: t(`files.${what}`), exact: true }).click();
  };
  const answer = async (label: string, value: string, button: string) => {
    const dialog = page.getByRole('dialog');
    if (label === 'moveTo') await dialog.getByRole('combobox').selectOption({ label: value });
    else await dialog.getByLabel(t(`files.${label}`), { exact: true }).fill(value);
    await dialog.getByRole('button', { name: t(`files.${button}`), exact: true }).click();
  };
  return {
    region,
    /** A file or folder, by its whole name. */
    row,
    /** Chooses something in a file's menu: edit, open, close, delete, download … */
    choose,
    /** Goes into a folder. */
    enter: (name: string) => region.getByRole('link', { name, exact: true }).click(),
    /** What the page says happened, or why it did not. */
    said: (text: string): Locator => page.locator('#toasts').getByText(text),
    async rename(from: string, to: string) {
      await choose(from, 'rename');
      await answer('newName', to, 'rename');
    },
    /** @param folder its names from the channel's on, e.g. `Allmänt / LIKA` */
    async move(name: string, folder: string) {
      await choose(name, 'move');
      await answer('moveTo', folder, 'move');
    },
    async newFolder(name: string) {
      await region.getByRole('button', { name: t('files.newFolder'), exact: true }).click();
      await answer('folderName', name, 'make');
    },
    async upload(name: string, content: Buffer) {
      const input = region.getByLabel(t('files.upload'), { exact: true });
      await input.setInputFiles({ name, mimeType: 'application/octet-stream', buffer: content });
    },
    /** Fills the library, makes it read-only …: fill, makeRoom, makeReadOnly, makeWritable, startWriting, stopWriting. */
    async hinder(what: string) {
      await region.getByRole('button', { name: t('files.hindrances'), exact: true }).click();
      await page.getByRole('menuitem', { name: t(`files.${what}`), exact: true }).click();
    },
    openBin: () => region.getByRole('button', { name: t('files.bin'), exact: true }).click(),
  };
}
