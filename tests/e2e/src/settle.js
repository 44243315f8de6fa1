// Waits until the page looks as it will look: fonts there, animations over, two frames painted.
const done = arguments[arguments.length - 1];
const ends = (animation) => Number.isFinite(animation.effect?.getComputedTiming().endTime);
const frame = () => new Promise((painted) => requestAnimationFrame(painted));
(async () => {
  await document.fonts.ready;
  const animations = document.getAnimations().filter(ends);
  await Promise.allSettled(animations.map((animation) => animation.finished));
  await frame();
  await frame();
})().finally(() => done(null));
