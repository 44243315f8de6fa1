import { afterEach, expect, test } from 'vitest';
import type { TodayItem } from '../api/wire';
import { speak } from '../words';
import { line } from './items';

const agreement = { agreement_id: 'a1', title: 'Badhuis', party: 'gemeente Haarlem' };
const last = { day: '2026-09-18', with: 'mevrouw Visser' };
const ITEMS: TodayItem[] = [
  { kind: 'contact_overdue', tone: 'late', day: '2026-11-11', agreement, weeks: 8, days: 12, last },
  {
    kind: 'contact_due', tone: 'soon', day: '2026-11-24', agreement, weeks: 8, days: 1,
    last: null,
  },
  {
    kind: 'notice_ends', tone: 'soon', day: '2027-03-31', agreement, days: 9,
    ends_on: '2027-07-01',
  },
  { kind: 'notice_passed', tone: 'late', day: '2027-03-31', agreement, ends_on: '2027-07-01' },
  { kind: 'agreement_ends', tone: 'soon', day: '2026-11-23', agreement, days: 0 },
  { kind: 'agreement_over', tone: 'late', day: '2026-11-01', agreement, days: 22 },
  { kind: 'review_due', tone: 'late', day: '2026-09-01', agreement, days: 83, scenarios: 1 },
  {
    kind: 'review_open', tone: 'info', day: '2026-11-20', agreement, review_id: 'r1',
    looked_at: 1, scenarios: 3,
  },
  {
    kind: 'scenario_stale', tone: 'soon', day: '2025-09-01', agreement, scenario_id: 's1',
    scenario: 'Andere plek', months: 14,
  },
  { kind: 'copy_due', tone: 'info', day: '2026-11-14', days: 9 },
  { kind: 'erasure_due', tone: 'soon', day: '2026-11-23', ready: 2, waiting: 0 },
  { kind: 'erasure_due', tone: 'soon', day: '2026-11-23', ready: 0, waiting: 1 },
  { kind: 'copy_due', tone: 'info', day: '2026-11-14', days: null },
  { kind: 'computer_unsaid', tone: 'info', day: '2026-11-23', said_on: null },
  { kind: 'code_in_doubt', tone: 'soon', day: '2026-11-23', old: false },
  { kind: 'code_in_doubt', tone: 'soon', day: '2026-11-23', old: true },
  { kind: 'copy_failed', tone: 'late', day: '2026-11-23', damaged: false },
  { kind: 'copy_failed', tone: 'late', day: '2026-11-23', damaged: true },
  { kind: 'computer_unsaid', tone: 'info', day: '2026-11-23', said_on: '2025-11-01' },
  { kind: 'terms_passed', tone: 'soon', day: '2026-11-23', members: 3 },
];

afterEach(() => speak('nl'));

test('whatever asks for attention says what it is and what to do', () => {
  for (const language of ['nl', 'en'] as const) {
    speak(language);
    for (const item of ITEMS) {
      const { heading, text, act } = line(item);
      expect([heading, text, act].filter((said) => /^$|today\.|\{\{|undefined/.test(said)))
        .toEqual([]);
    }
  }
});

test('a line leads to where it is settled', () => {
  const [overdue] = ITEMS.map(line);
  expect(overdue?.heading).toBe('Badhuis: gesprek is 12 dagen te laat');
  expect(overdue?.text).toBe(
    'Afgesproken: elke 8 weken. Laatste gesprek 18 september 2026 met mevrouw Visser.',
  );
  expect(overdue).toMatchObject({ path: '/agreements/a1', query: { act: 'contact' } });
  expect(line(ITEMS[8] as TodayItem)).toMatchObject({ path: '/agreements/a1/review' });
  expect(line(ITEMS[9] as TodayItem))
    .toMatchObject({ path: '/settings', query: { part: 'copies' } });
});

test('today and tomorrow are called by their names', () => {
  expect(line(ITEMS[1] as TodayItem).heading).toBe('Badhuis: morgen een gesprek');
  expect(line(ITEMS[4] as TodayItem).heading).toBe('Badhuis eindigt vandaag');
});
