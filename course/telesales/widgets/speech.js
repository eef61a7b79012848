// Reading lines aloud with a German voice of this device; a voice that would send the text away is never used.

const SILENT = 4000; // ms until a voice that should have begun counts as mute
const SLOWEST = 700; // ms for a word, at the very most
const BREATH = 350; // ms between two turns
const STAGED_PAUSE = 1800; // ms where the call itself pauses

const wait = (time) => new Promise((resolve) => setTimeout(resolve, time));

/** The German voices that speak on this device; none where there is no speech. */
function localVoices() {
  const all = window.speechSynthesis?.getVoices() ?? [];
  return all.filter((voice) => voice.localService === true && /^de([-_]|$)/i.test(voice.lang));
}

/** Speaks lines one after the other; two people, so two voices or two pitches. */
class Speaker {
  constructor({ began, ended, mute }) {
    Object.assign(this, { began, ended, mute });
    this.round = 0; // a new one for every start and stop: what an older one still does is ignored
  }
  stop() {
    this.round += 1;
    window.speechSynthesis?.cancel();
    this.ended();
  }
  /** Speaks `turns` until the end, a stop, or a voice that stays mute. */
  async play(turns) {
    this.stop();
    const round = this.round;
    for (const turn of turns) {
      this.began(turn);
      const spoken = await this.say(turn);
      if (round !== this.round) return;
      if (!spoken) {
        this.stop();
        return this.mute();
      }
      await wait(turn.then ? STAGED_PAUSE : BREATH);
      if (round !== this.round) return;
    }
    this.ended();
  }
  /** True when the line was spoken; false when the voice did not begin or did not end in time. */
  say(turn) {
    const voices = localVoices();
    if (!voices.length) return Promise.resolve(false);
    const line = new SpeechSynthesisUtterance(turn.text.replaceAll("…", ", "));
    const second = turn.speaker === "recipient";
    line.voice = voices[second ? Math.min(1, voices.length - 1) : 0];
    line.lang = line.voice.lang;
    line.pitch = second ? 1.15 : 0.9;
    return new Promise((resolve) => {
      const longest = SILENT + SLOWEST * turn.text.split(/\s+/).length;
      let watchdog = setTimeout(() => resolve(false), SILENT);
      line.onstart = () => {
        clearTimeout(watchdog);
        watchdog = setTimeout(() => resolve(false), longest);
      };
      line.onend = () => (clearTimeout(watchdog), resolve(true));
      line.onerror = () => (clearTimeout(watchdog), resolve(false));
      this.line = line; // some browsers forget a line that nobody holds, and never say that it ended
      window.speechSynthesis.speak(line);
    });
  }
}
