/** The time until a retry makes sense, as the server asked for. */
export class Countdown {
  /** In milliseconds, like `Date.now()`. */
  until: number | undefined;

  /** `tick` is called every second until the time has passed or it answers false. */
  start(seconds: number | undefined, tick: () => boolean): void {
    this.until = seconds === undefined ? undefined : Date.now() + seconds * 1000;
    const timer = setInterval(() => {
      if (!tick() || Date.now() >= (this.until ?? 0)) clearInterval(timer);
    }, 1000);
  }
}
