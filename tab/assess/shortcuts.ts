/** The keys of the assessment: 0–4 and E in a row of answers, N to the next unanswered. They can be turned off. */
import { useEffect, useSyncExternalStore } from 'react';
import type { KeyboardEvent } from 'react';
import type { ScaleOption } from '../../lika/instrument/instrument.ts';

const KEPT_AS = 'lika-shortcuts';
const listeners = new Set<() => void>();

function readKept(): boolean {
  try {
    return localStorage.getItem(KEPT_AS) !== 'off';
  } catch {
    return true;
  }
}

let areOn = readKept();

function turn(on: boolean): void {
  areOn = on;
  try {
    localStorage.setItem(KEPT_AS, on ? 'on' : 'off');
  } catch {
    // Where nothing can be kept, the choice lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether single keys act, and a way to change it: people who speak to their computer need to (WCAG 2.1.4). */
export function useShortcuts(): { readonly areOn: boolean; readonly turn: (on: boolean) => void } {
  return { areOn: useSyncExternalStore(subscribe, () => areOn), turn };
}

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** 0 is the lowest counted answer; E the one that isn't counted. */
export function optionForKey(scale: readonly ScaleOption[], event: Key): ScaleOption | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (event.key.toLowerCase() === 'e') return scale.find(({ value }) => value === null);
  if (!/^[0-9]$/.test(event.key)) return undefined;
  const counted = scale.filter(({ value }) => value !== null).sort((a, b) => (a.value ?? 0) - (b.value ?? 0));
  return counted[Number(event.key)];
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('textarea, select, [contenteditable], input:not([type=radio])') !== null
  );
}

/** N anywhere on the page but where text is written. */
export function useNextKey(next: () => void): void {
  const shortcuts = useShortcuts();
  useEffect(() => {
    if (!shortcuts.areOn) return undefined;
    const onKeyDown = (event: globalThis.KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'n' || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target))
        return;
      event.preventDefault();
      next();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [next, shortcuts.areOn]);
}
