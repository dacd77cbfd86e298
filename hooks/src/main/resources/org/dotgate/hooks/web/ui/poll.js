// Asks routes again and again while the page is looked at, and tells in each panel how old what it shows is.

import { get, Refusal } from "./api.js";
import { write } from "./dom.js";
import { clock, duration, sentence, shown } from "./format.js";
import { folded } from "./sections.js";

const LONGEST_PAUSE_MS = 30000;
const OLD_AFTER_MS = 15000;
const polls = [];

/** What the panels are told when James asks who it is, or no longer does. */
let onUnknown = () => {};

export function whenUnknown(listener) {
  onUnknown = listener;
}

/**
 * One route and the panel that shows it. Never more than one request of it is on its way. Where lacking gives words, there is
 * nothing to ask for, and they are shown.
 */
export class Poll {
  constructor(panel, { route, every, parameters = () => ({}), draw, wanted = () => true, lacking = () => null, name = "" }) {
    Object.assign(this, { panel, route, every, parameters, draw, wanted, lacking });
    this.missing = name ? name + " is not available" : "Not available";
    this.body = panel.querySelector("[data-body]");
    this.notice = panel.querySelector("[data-notice]");
    this.age = panel.querySelector("[data-age]");
    this.round = 0;
    this.failures = 0;
    this.answered = null;
    this.timer = null;
    this.asking = false;
    this.trouble = null;
    this.onForget = () => {};
    this.onceTold = () => {};
    panel.addEventListener("unfold", () => this.now());
    // what is folded away has nothing to ask for
    panel.addEventListener("fold", () => onUnknown(this, false));
    polls.push(this);
  }

  /** Asks at once; if a request is on its way, its answer does not count, and the next follows it. */
  now() {
    this.round++;
    clearTimeout(this.timer);
    if (!this.asking) {
      this.run();
    }
  }

  /** Forgets what was shown: the question has become another one. */
  restart() {
    this.answered = null;
    this.now();
  }

  /** What is shown is of another configuration: it goes at once, so that nothing is done to it under the name of this one. */
  forget() {
    this.onForget();
    this.body.hidden = true;
    this.restart();
  }

  async run() {
    if (document.hidden || folded(this.panel) || !this.wanted()) {
      return;
    }
    const lack = this.lacking();
    this.panel.classList.toggle("lacking", lack !== null);
    if (lack !== null) {
      this.tell(new Refusal(404, lack));
      this.timer = setTimeout(() => this.run(), this.every);
      return;
    }
    const round = this.round;
    this.asking = true;
    try {
      const data = await get(this.route, this.parameters());
      if (round === this.round) {
        // first, for a plot has no size where it cannot be seen
        this.body.hidden = false;
        this.draw(data);
        this.failures = 0;
        this.answered = new Date();
        this.tell(null);
      }
    } catch (trouble) {
      if (round === this.round) {
        this.failures++;
        this.tell(trouble instanceof Refusal ? trouble : new Refusal(0, "The answer is not what this page expects."));
      }
    } finally {
      this.asking = false;
      clearTimeout(this.timer);
      const pause = Math.min(LONGEST_PAUSE_MS, this.every * 2 ** Math.min(this.failures, 4));
      this.timer = setTimeout(() => this.run(), round === this.round ? pause : 0);
    }
  }

  tell(trouble) {
    onUnknown(this, trouble !== null && trouble.status === 401);
    const gone = trouble !== null && (this.answered === null || trouble.status === 404 || trouble.status === 401);
    this.body.hidden = gone || this.answered === null;
    if (gone) {
      this.answered = null;
    }
    this.trouble = trouble;
    this.notice.hidden = trouble === null;
    this.notice.classList.toggle("quiet", trouble !== null && (trouble.status === 404 || trouble.status === 401));
    if (trouble !== null) {
      write(this.notice, this.words(trouble));
    }
    this.grow();
    const follow = this.onceTold;
    this.onceTold = () => {};
    follow();
  }

  words(trouble) {
    if (this.panel.classList.contains("lacking")) {
      return trouble.message;
    }
    if (trouble.status === 401) {
      return this.missing + " without a token.";
    }
    const what = trouble.message ? shown(sentence(trouble.message), 500)
      : trouble.status >= 500 ? "James answers with an error (" + trouble.status + "). Its log tells more." : "";
    return (this.answered === null ? this.missing + ". " : "Old: not updated since " + clock(this.answered) + ". ") + what;
  }

  /** How old it is, in words. */
  grow() {
    if (this.answered === null) {
      write(this.age, "");
      this.panel.classList.remove("old");
      return;
    }
    const age = Date.now() - this.answered.getTime();
    const old = age > Math.max(OLD_AFTER_MS, this.every * 4) || this.trouble !== null;
    this.panel.classList.toggle("old", old);
    write(this.age, this.wanted() ? old ? duration(age) + " old" : "live" : "as of " + clock(this.answered));
  }
}

/** Begins with all of them, and stops while the page is not to be seen. The first tells what the others are to ask for. */
export function begin() {
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) {
      polls.forEach(poll => poll.now());
    }
  });
  setInterval(() => document.hidden || polls.forEach(poll => poll.grow()), 1000);
  const [first, ...others] = polls;
  first.onceTold = () => others.forEach(poll => poll.asking || poll.now());
  first.now();
}

/** Asks all of them anew, the first before the others. */
export function askAll() {
  const [first, ...others] = polls;
  first.onceTold = () => others.forEach(poll => poll.restart());
  first.restart();
}

/** The configuration is another one; all but the first poll are about one. */
export function forgetAll() {
  polls.slice(1).forEach(poll => poll.forget());
}
