"""An exercise's page in a bare browser tab, with its real Python side behind it: quick, and without JupyterLab."""

from typing import Any

from playwright.sync_api import Page as Tab

_MOUNT = """async ([traits]) => {
  const listeners = {};
  const call = (name, ...rest) => (listeners[name] ?? []).forEach((act) => act(...rest));
  const model = {
    get: (name) => traits[name],
    send: async (message) => {
      const { replies, changed } = await window.kernel(message);
      Object.entries(changed).forEach(([name, value]) => { traits[name] = value; call(`change:${name}`); });
      replies.forEach((reply) => call('msg:custom', reply));
    },
    on: (name, act) => (listeners[name] ??= []).push(act),
    off: () => {},
  };
  const { default: widget } = await import('/widget.js');
  widget.render({ model, el: document.querySelector('main') });
}"""
_PAGE = (
    "<!doctype html><html lang='de'><title>Übung</title><body><main><h1>Übung</h1><h2>Aufgabe</h2></main></body></html>"
)
_SYNCED = ("saved", "report")


def mount(tab: Tab, widget: Any, before: str = "") -> Any:
    """Shows `widget` in `tab`, after the script `before`; what the front end sends reaches the widget itself."""
    sent: list[dict[str, Any]] = []
    widget.send = lambda content, buffers=None: sent.append(content)

    def kernel(message: dict[str, Any]) -> dict[str, Any]:
        sent.clear()
        before = {name: getattr(widget, name) for name in synced}
        widget._receive(widget, message, [])
        changed = {name: getattr(widget, name) for name in synced if getattr(widget, name) != before[name]}
        return {"replies": list(sent), "changed": changed}

    names = [name for name in widget.trait_names(sync=True) if name in ("scene", "place", *_SYNCED)]
    synced = [name for name in _SYNCED if name in names]
    tab.expose_function("kernel", kernel)
    tab.route("http://alone.test/lab", lambda route: route.fulfill(content_type="text/html; charset=utf-8", body=_PAGE))
    script = str(widget._esm)
    tab.route("**/widget.js", lambda route: route.fulfill(body=script, content_type="text/javascript; charset=utf-8"))
    tab.goto("http://alone.test/lab")
    if before:
        tab.evaluate(before)
    tab.add_style_tag(content=str(widget._css))
    tab.evaluate(_MOUNT, [{name: getattr(widget, name) for name in names}])
    return widget
