import type { Frame, Locator, Page } from 'playwright-core';
import { until } from '../until.ts';

/** Nobody presses Tab more often than this to get somewhere. */
const PATIENCE = 150;

/** Whether focus stands on the thing. */
export async function isFocused(thing: Locator): Promise<boolean> {
  return thing.evaluateAll((elements) => elements.some((element) => element === element.ownerDocument.activeElement));
}

/** Whether focus stands in the thing, or on it. */
export async function holdsFocus(thing: Locator): Promise<boolean> {
  return thing.evaluateAll((elements) =>
    elements.some((element) => element.contains(element.ownerDocument.activeElement)),
  );
}

/**
 * Presses Tab until focus stands on the thing, as one does who cannot point.
 * @throws Error when it isn't reached: then it can't be by keyboard
 */
export async function tabTo(page: Page, thing: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await thing.first().waitFor();
  for (let pressed = 0; pressed < PATIENCE; pressed += 1) {
    if (await isFocused(thing)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} ${String(PATIENCE)} times did not lead to ${String(thing)}`);
}

/** Goes to the thing with Tab and presses a key there. */
export async function pressOn(page: Page, thing: Locator, key: 'Enter' | ' ' = 'Enter'): Promise<void> {
  await tabTo(page, thing);
  await page.keyboard.press(key);
}

/** Waits until focus has come to the thing by itself. */
export async function focusComesTo(what: string, thing: Locator): Promise<void> {
  await until(`focus comes to ${what}`, () => holdsFocus(thing));
}

/**
 * Watches a frame for its next view, and says afterwards whether the view's title held focus in the same moment as it
 * appeared. Focus that comes later takes back whoever has gone on by Tab in between.
 */
export async function watchTitle(frame: Frame): Promise<() => Promise<boolean>> {
  const seen = await frame.evaluateHandle(() => {
    const before = document.querySelector('h1');
    const held = new Promise<boolean>((resolve) => {
      new MutationObserver((_, observer) => {
        const title = document.querySelector('h1');
        if (!title || title === before) return;
        observer.disconnect();
        resolve(document.activeElement === title);
      }).observe(document.body, { childList: true, subtree: true });
    });
    return { held };
  });
  return () => seen.evaluate(({ held }) => held);
}

/**
 * Types a day into a date field, part by part, in the order that the browser's language asks for.
 * @param between what happens after each key, for hands that are slow
 */
export async function writeDay(
  page: Page,
  field: Locator,
  day: string,
  between: () => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  const [year = '', month = '', date = ''] = day.split('-');
  for (const typed of [`${month}${date}${year}`, `${year}${month}${date}`, `${date}${month}${year}`]) {
    await tabTo(page, field);
    for (const key of typed) {
      await page.keyboard.press(key);
      await between();
    }
    if ((await field.inputValue()) === day) return;
    // Leaves the field backwards, part by part, to come into it anew.
    for (const _ of typed.split('')) if (await isFocused(field)) await page.keyboard.press('Shift+Tab');
  }
  throw new Error(`the field took ${await field.inputValue()} for ${day}`);
}
