// What a test needs of a browser that happy-dom has not, and a clean page after each.
import { cleanup } from '@testing-library/svelte';
import { afterEach } from 'vitest';

afterEach(() => cleanup());
Element.prototype.scrollIntoView ??= () => undefined;
