import { afterEach, expect, test } from 'vitest';
import en from './en.json';
import { writes } from '../api/wire';
import { known, say, speak, teach } from '.';
import nl from './nl.json';

function keys(words: object, path = ''): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${path}${key}`] : keys(value as object, `${path}${key}.`),
  );
}

function at(words: object, path: string): string {
  const found = path.split('.').reduce((inner, key) => Reflect.get(inner, key), words);
  return String(found);
}

const values = (sentence: string) => (sentence.match(/\{\{[^}]+\}\}/g) ?? []).sort();

afterEach(() => speak('nl'));

test('both languages hold the same keys in the same order', () => {
  expect(keys(en)).toEqual(keys(nl));
});

test('both languages fill in the same values', () => {
  const different = keys(nl).filter(
    (key) => values(at(nl, key)).join() !== values(at(en, key)).join(),
  );
  expect(different).toEqual([]);
});

test('no sentence is empty or begins or ends with a space', () => {
  const odd = [nl, en].flatMap((words) => keys(words).filter((key) => {
    const sentence = at(words, key);
    return sentence === '' || sentence !== sentence.trim();
  }));
  expect(odd).toEqual([]);
});

test('every plural has one and other', () => {
  for (const key of keys(nl).filter((key) => key.endsWith('_one'))) {
    expect(keys(nl)).toContain(key.replace(/_one$/, '_other'));
  }
});

test('a sentence follows the language, and what is not known is known to be so', () => {
  expect(say('app.today')).toBe('Vandaag');
  speak('en');
  expect(say('app.today')).toBe('Today');
  expect(document.documentElement.lang).toBe('en');
  expect(known('errors.NeverHeardOf')).toBe(false);
});

test('values are written the way they were taught', () => {
  teach('day', (value) => `de dag ${String(value)}`);
  expect(say('errors.CertificateStepTaken', { day: '2026-11-23' })).toContain('de dag 2026-11-23');
});

test('no refusal shows a day as it stands in the book', () => {
  const bare = /\{\{(day|due|end|latest|since|start|until)\}\}/;
  const shown = Object.entries(nl.errors).filter(([, sentence]) => bare.test(sentence));
  expect(shown).toEqual([]);
});

test('every act that a restore would lose has a name', () => {
  const nameless = writes.filter((command) => !known(`backup.acts.${command.replace('.', '_')}`));
  expect(nameless).toEqual([]);
});
