import { createContext, useContext } from 'react';
import { findIndicator, findOption, textIn } from '../../lika/instrument/instrument.ts';
import type { Instrument } from '../../lika/instrument/instrument.ts';
import { useHost } from '../parts/host.ts';

/** The instrument that the file is held against. */
export const InstrumentContext = createContext<Instrument | null>(null);

export interface InstrumentWords {
  readonly instrument: Instrument;
  /** What an indicator says; its id when the instrument doesn't have it. */
  indicator(id: string): string;
  /** What an answer is called; a dash for none. */
  option(key: string | null): string;
}

/** The words of the instrument in the person's language. Only inside the context. */
export function useInstrumentWords(): InstrumentWords {
  const instrument = useContext(InstrumentContext);
  const { language } = useHost();
  if (!instrument) throw new Error('useInstrumentWords outside a preview');
  return {
    instrument,
    indicator: (id) => {
      const found = findIndicator(instrument, id);
      return found ? textIn(found.indicator.statement, language) : id;
    },
    option: (key) => {
      const found = findOption(instrument, key ?? '');
      return found ? textIn(found.label, language) : '–';
    },
  };
}
