import { describe, expect, it } from '@jest/globals';
import { weigh } from '../../bot/imports/weigh.ts';

/** What a file says of an indicator, held against what stands. */

const standing = {
  ...{ indicator: 'l-vision', option: 'started', comment: 'Vi började i våras' },
  ...{ by: 'a', at: '2026-10-20T08:30:00.000Z', version: 3 },
};
const brought = { indicator: 'l-vision', option: 'started', comment: null, version: 2, row: null };

describe('a workbook that was written out without comments', () => {
  const empties = { option: true, comment: false };

  it('says the same as what stands when the answer is the same, and lets the comment stand', () => {
    expect(weigh({ ...brought, empties }, standing, true)).toMatchObject({ kind: 'same', comment: standing.comment });
  });

  it('brings another answer without taking the comment away', () => {
    const weighed = weigh({ ...brought, option: 'achieved', empties }, standing, true);
    expect(weighed).toMatchObject({ kind: 'differs', option: 'achieved', comment: standing.comment });
  });

  it('gives an answer to an indicator that has a comment alone', () => {
    const weighed = weigh({ ...brought, empties }, { ...standing, option: null }, false);
    expect(weighed).toMatchObject({ kind: 'fills', option: 'started', comment: standing.comment });
  });

  it('brings a comment that somebody has written in it', () => {
    const weighed = weigh({ ...brought, comment: 'Nytt', empties }, { ...standing, comment: null }, false);
    expect(weighed).toMatchObject({ kind: 'fills', comment: 'Nytt' });
  });
});

describe('a workbook that was written out whole', () => {
  it('says that a comment is to go when its cell has been emptied', () => {
    const weighed = weigh({ ...brought, empties: { option: true, comment: true } }, standing, true);
    expect(weighed).toMatchObject({ kind: 'differs', comment: null });
  });
});
