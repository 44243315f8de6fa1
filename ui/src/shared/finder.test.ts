import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Finder } from './finder.svelte';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('asks once for what was typed in one go', async () => {
  const find = vi.fn(async (text: string) => [text]);
  const finder = new Finder(find);
  for (const text of ['n', 'na', 'nai']) finder.look(text);
  await vi.advanceTimersByTimeAsync(200);
  expect(find).toHaveBeenCalledExactlyOnceWith('nai');
  expect([finder.found, finder.answered, finder.chosen]).toEqual([['nai'], 'nai', 'nai']);
});

test('an answer that was overtaken is dropped', async () => {
  const finder = new Finder((text: string) => new Promise<string[]>((done) => {
    setTimeout(() => done([text]), text === 'slow' ? 1000 : 10);
  }));
  finder.look('slow', 0);
  await vi.advanceTimersByTimeAsync(5);
  finder.look('fast', 0);
  await vi.advanceTimersByTimeAsync(2000);
  expect(finder.found).toEqual(['fast']);
});

test('nobody is chosen while more was typed than was answered', async () => {
  const finder = new Finder(async (text: string) => [`${text}!`]);
  finder.look('jan', 0);
  await vi.advanceTimersByTimeAsync(5);
  expect(finder.chosen).toBe('jan!');
  finder.look('jansen');
  expect([finder.found, finder.chosen]).toEqual([['jan!'], undefined]);
  await vi.advanceTimersByTimeAsync(200);
  expect(finder.chosen).toBe('jansen!');
});

test('the arrows walk round, other keys are left alone', async () => {
  const finder = new Finder(async () => ['a', 'b', 'c']);
  finder.look('x', 0);
  await vi.advanceTimersByTimeAsync(5);
  expect(finder.walk('ArrowUp')).toBe(true);
  expect(finder.chosen).toBe('c');
  finder.walk('ArrowDown');
  expect(finder.chosen).toBe('a');
  expect(finder.walk('x')).toBe(false);
});

test('a failure is said, and the next letter tries again', async () => {
  let broken = true;
  const finder = new Finder(async () => {
    if (broken) throw new Error('no');
    return ['a'];
  });
  finder.look('x', 0);
  await vi.advanceTimersByTimeAsync(5);
  expect([finder.failed, finder.chosen]).toEqual([true, undefined]);
  broken = false;
  finder.look('xy', 0);
  await vi.advanceTimersByTimeAsync(5);
  expect([finder.failed, finder.chosen]).toEqual([false, 'a']);
});
