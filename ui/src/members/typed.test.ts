// What is typed about a member, on its way to the book and back.
import { expect, test } from 'vitest';
import { differences, fields, noNumber, put, typed, wholeNumber } from './typed';

test('what the book knows goes into the form and comes out the same', () => {
  const known = {
    ...fields(typed()), salutation: 'madam', given_name: 'Riet', prefix: 'van den',
    family_name: 'Berg', house_number: 41, birth_year: 1952, note: 'Regel\nnog een',
  } as const;
  expect(fields(typed(known))).toEqual(known);
});

test('nothing and spaces are nothing, a number is a number', () => {
  const form = { ...typed(), given_name: '  ', house_number: ' 12 ', birth_year: '' };
  expect(fields(form)).toMatchObject({
    salutation: null, given_name: null, house_number: 12, birth_year: null,
  });
  expect(wholeNumber('12a')).toBeUndefined();
  expect(wholeNumber('123456', 5)).toBeUndefined();
  expect(noNumber('12a', 5)).toBe(true);
  expect(noNumber(' ', 5)).toBe(false);
  expect(noNumber('12', 5)).toBe(false);
});

test('two forms differ in the order of the form, and a field is put back alone', () => {
  const theirs = typed({ given_name: 'Riet', town: 'Amersfoort' });
  const mine = typed({ given_name: 'Marie', phone: '033 1234567', town: ' Amersfoort ' });
  expect(differences(mine, theirs)).toEqual(['given_name', 'phone']);
  const mended = put(theirs, 'phone', mine);
  expect(mended.phone).toBe('033 1234567');
  expect(mended.given_name).toBe('Riet');
});
