// The wait after a wrong passphrase. The desk keeps it; here it is only sat out, in sight.
export class Pause {
  /** Seconds that are left while somebody waits for them. */
  left = $state(0);
  /** Whether somebody wants to try and waits. */
  waited = $state(false);
  #until = 0;

  /** So many seconds from now, if the core said so. */
  begin(seconds: unknown): void {
    this.#until = typeof seconds === 'number' ? Date.now() + seconds * 1000 : 0;
  }

  async over(): Promise<void> {
    this.waited = this.#until > Date.now();
    while (this.#until > Date.now()) {
      this.left = Math.ceil((this.#until - Date.now()) / 1000);
      await new Promise((resolve) => setTimeout(resolve, Math.min(250, this.#until - Date.now())));
    }
    this.waited = false;
  }
}
