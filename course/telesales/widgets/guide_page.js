// The guide builder as a page of its own: below the guide, the guess of its points.

class GuidePage extends Guide {
  constructor(scene, uid, on) {
    super(scene, uid, on);
    this.guess = new Guess(uid, on);
    this.node.append(this.guess.node);
  }
  judge(report, texts) {
    super.judge(report, texts);
    this.guess.judged(report);
  }
}

const render = ({ model, el }) => shell({ model, el }, "Leitfaden", (...inner) => new GuidePage(...inner));

export default { render };
