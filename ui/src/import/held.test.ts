// A row that waits: its fields, what of them was corrected, and the words for why it waits.
import { expect, test } from 'vitest';
import type { Doubt, HeldRow, ImportField } from '../api/wire';
import { kinds, sentence } from './doubts';
import { corrections, fieldsOf, keyOf, twin, typedOf } from './held';

const ROW: HeldRow = {
  import_id: 'i1', source: 'oude-lijst', line: 25, sorted_name: 'Berg, Riet van den',
  values: { family_name: 'Berg', prefix: 'van den', given_name: 'Riet', postcode: '12 AB' },
  newcomer: { kind: 'person', fields: {}, membership: 'passive' },
  doubts: [{ code: 'impossible_postcode', field: 'postcode', text: '12 AB' }],
};

test('a form shows what the row fills and what somebody has to look at', () => {
  expect(fieldsOf(ROW)).toEqual(['given_name', 'prefix', 'family_name', 'postcode']);
  expect(fieldsOf({ ...ROW, doubts: [{ code: 'impossible_day', field: 'joined_on', text: 'x' }] }))
    .toContain('joined_on');
  const household: HeldRow = {
    ...ROW, values: {}, newcomer: { ...ROW.newcomer, kind: 'household' }, doubts: [],
  };
  expect(fieldsOf(household)).toEqual(['household']);
});

test('only what was changed is a correction, and an emptied field is nothing', () => {
  const typed = typedOf(ROW);
  expect(corrections(ROW, typed)).toEqual({});
  expect(corrections(ROW, { ...typed, given_name: ' Riet ' })).toEqual({});
  expect(corrections(ROW, { ...typed, postcode: '1234 AB', prefix: ' ' }))
    .toEqual({ postcode: '1234 AB', prefix: null });
});

test('a text that was too long has its field, and leaving that empty says that it goes', () => {
  const long = (field: ImportField): HeldRow =>
    ({ ...ROW, doubts: [{ code: 'too_long', field }] });
  expect(fieldsOf(long('note'))).toContain('note');
  expect(corrections(long('note'), typedOf(ROW))).toEqual({ note: null });
  expect(corrections(long('note'), { ...typedOf(ROW), note: 'kort' })).toEqual({ note: 'kort' });
  expect(fieldsOf(long('address'))).toEqual(expect.arrayContaining(['street', 'house_number']));
  expect(corrections(long('address'), { ...typedOf(ROW), street: 'Dijk', house_number: '3' }))
    .toEqual({ street: 'Dijk', house_number: '3' });
});

test('a row is merged only into somebody it resembles', () => {
  const other = { member_id: 'm1', number: 12 };
  expect(twin(ROW)).toBeUndefined();
  expect(twin({ ...ROW, doubts: [{ code: 'number_taken', ...other }] })).toBeUndefined();
  expect(twin({ ...ROW, doubts: [{ code: 'near_duplicate', line: 4 }] })).toBeUndefined();
  expect(twin({ ...ROW, doubts: [{ code: 'exact_duplicate', ...other }] })).toEqual(other);
});

test('two rows on the same line of two lists are two rows', () => {
  expect(keyOf(ROW)).not.toBe(keyOf({ ...ROW, import_id: 'i2' }));
});

test('every doubt has its sentence, with what it speaks of', () => {
  const said = (doubt: Doubt) => sentence(doubt);
  expect(said({ code: 'near_duplicate', line: 10 })).toContain('regel 10');
  expect(said({ code: 'near_duplicate', line: 10, member_id: 'm', number: 7 })).toContain('lid 7');
  expect(said({ code: 'number_taken', number: 7, line: 3 })).toContain('regel 3');
  expect(said({ code: 'number_taken', number: 7 })).toContain('7');
  expect(said({ code: 'impossible_day', field: 'joined_on', text: '31-4-2014' }))
    .toBe('Lid sinds: “31-4-2014” is geen dag die bestaat.');
});

test('doubts are counted once for each row, the most frequent first', () => {
  const lost: Doubt = { code: 'lost_letters', field: 'family_name', text: 'Y?lmaz' };
  const rows = [{ doubts: [lost, lost] }, { doubts: [lost] }, { doubts: ROW.doubts }];
  expect(kinds(rows)).toEqual([['lost_letters', 2], ['impossible_postcode', 1]]);
});
