// The guide builder as a page of its own.

const render = ({ model, el }) => shell({ model, el }, "Leitfaden", (...inner) => new Guide(...inner));

export default { render };
