import pytest
from accessible import give_room
from test_guide_in_jupyterlab import *
@pytest.fixture
def context_args():
    return {"viewport": {"width": 320, "height": 1000}}
def test_probe(lesson):
    give_room(lesson.tab)
    write(lesson)
    lesson.tab.screenshot(path="/tmp/w2/p1.png")
    lesson.button("Prüfen").click()
    lesson.tab.wait_for_timeout(6000)
    lesson.tab.screenshot(path="/tmp/w2/p2.png")
    print(lesson.editor.count(), lesson.state.all_text_contents(), lesson.editor.get_by_role("status").all_text_contents())
