// Counts the contrast of every pair of colours that carries text (WCAG 1.4.3: 4.5 : 1) and of the
// borders by which a control is seen (1.4.11: 3 : 1), in both themes and with more contrast asked.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

type Colours = Record<string, string>;
const css = readFileSync('src/shared/tokens.css', 'utf8');
const [plain = '', strong = ''] = css.split('@media (prefers-contrast: more)');

function read(text: string, side: 1 | 2): Colours {
  const found = text.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g);
  return Object.fromEntries([...found].map((match) => [match[1] ?? '', match[side + 1] ?? '']));
}

function light(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [light(one), light(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

const PAPERS = ['paper', 'surface', 'sunken'];
const INKS = ['ink', 'ink-2', 'ink-3', 'brick-ink', 'red', 'amber', 'green', 'blue'];
const TEXT = [
  ...PAPERS.flatMap((paper) => INKS.map((ink) => [ink, paper] as const)),
  ...['brick', 'green', 'amber', 'blue', 'red'].flatMap((tone) => [
    [tone === 'brick' ? 'brick-ink' : tone, `${tone}-soft`] as const,
    ['ink', `${tone}-soft`] as const,
  ]),
  ['ink-3', 'brick-soft'], ['on-brick', 'brick'], ['on-brick', 'brick-ink'], ['on-red', 'red'],
] as const;
const BORDERS = PAPERS.flatMap((paper) =>
  ['line-strong', 'focus', 'brick', 'red'].map((line) => [line, paper] as const));

describe.each([
  ['light', read(plain, 1)],
  ['dark', read(plain, 2)],
  ['light, more contrast', { ...read(plain, 1), ...read(strong, 1) }],
  ['dark, more contrast', { ...read(plain, 2), ...read(strong, 2) }],
])('%s', (_, colours) => {
  const at = (name: string) => colours[name] ?? '#missing';

  test('all text can be read', () => {
    const poor = TEXT.filter(([ink, paper]) => !(contrast(at(ink), at(paper)) >= 4.5));
    expect(poor).toEqual([]);
  });

  test('all controls can be seen', () => {
    const poor = BORDERS.filter(([line, paper]) => !(contrast(at(line), at(paper)) >= 3));
    expect(poor).toEqual([]);
  });
});

test('contrast is counted as WCAG counts it', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});
