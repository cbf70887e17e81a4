import type { GroupLayer } from '@luneo/sdk/design/document.js';
import { expect } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { OnStage } from '../testing/on-stage.js';
import { until } from '../testing/open.js';
import { sampleText } from '../testing/product.js';
import { commonBounds } from '../within.js';

const small = (id: string, x: number, y: number) => sampleText({ id, x, y, width: 16, height: 8 }, id.toUpperCase());

describe('arranging on the stage', () => {
  let on: OnStage;
  beforeEach(async () => {
    on = await new OnStage([small('a', 8, 8), small('b', 41, 9), small('c', 74, 26)]).open();
  });
  afterEach(() => on.close());

  const selection = () => [...on.editor.state.selection];
  const group = (): GroupLayer => on.layers.find(({ type }) => type === 'group') as GroupLayer;

  it('picks several with Shift and Ctrl, all with Ctrl A, and one alone with a plain click', async () => {
    await on.click(on.middle('a'));
    await on.click(on.middle('b'), 'Shift');
    await on.click(on.middle('c'), 'Control');
    expect(selection()).to.deep.equal(['a', 'b', 'c']);
    await on.click(on.middle('b'), 'Shift');
    expect(selection()).to.deep.equal(['a', 'c']);
    await on.click(on.middle('a'));
    expect(selection()).to.deep.equal(['a']);
    await on.press('Control+a');
    expect(selection()).to.deep.equal(['a', 'b', 'c']);
    await on.says('3 objects selected');
  });

  it('a rectangle with Shift adds to what is selected', async () => {
    await on.click(on.middle('c'));
    const [x, y] = on.middle('a');
    await sendKeys({ down: 'Shift' });
    await on.drag([x - 60, y - 45], [x + 20, y + 10]);
    await sendKeys({ up: 'Shift' });
    expect(selection()).to.deep.equal(['a', 'c']);
  });

  it('moves, scales and turns several about their common middle, each as one step', async () => {
    await on.click(on.middle('a'));
    await on.press('Control+a');
    const before = on.editor.state.document;
    const from = on.middle('b');
    await on.drag(from, [from[0] + Math.round(3 * on.scale), from[1] + Math.round(4 * on.scale)], 'Control');
    for (const [id, x, y] of [['a', 11, 12], ['b', 44, 13], ['c', 77, 30]] as const) {
      expect(on.layer(id).x).to.be.closeTo(x, 0.15);
      expect(on.layer(id).y).to.be.closeTo(y, 0.15);
    } // prettier-ignore
    await on.press('Control+z');
    expect(on.editor.state.document).to.equal(before);

    const box = on.stage.selectionRect()!;
    const bounds = commonBounds(on.layers);
    const corner: [number, number] = [Math.round(box.right), Math.round(box.bottom)];
    await on.drag(
      corner,
      [corner[0] - Math.round(bounds.width * on.scale * 0.25), corner[1] - Math.round(bounds.height * on.scale * 0.25)],
      'Control',
    );
    const scaled = commonBounds(on.layers);
    expect(scaled.width / bounds.width).to.be.closeTo(0.75, 0.02);
    expect(scaled.height / bounds.height).to.be.closeTo(0.75, 0.02);
    expect([scaled.x, scaled.y]).to.deep.equal([bounds.x, bounds.y]);
    expect(on.layer('a')).to.have.nested.property('runs[0].size').closeTo(6, 0.2);
    await on.press('Control+z');

    const turned = on.stage.selectionRect()!;
    const handle: [number, number] = [Math.round(turned.x + turned.width / 2), Math.round(turned.y)];
    await on.drag(handle, [Math.round(turned.right) + 60, Math.round(turned.y + turned.height / 2)], 'Shift');
    expect(on.layers.every(({ rotation }) => rotation === on.layer('a').rotation && rotation !== 0 && rotation % 15 === 0)).to.equal(true);
    expect(on.editor.state.undoLabel).to.equal('rotate');
    await on.press('Control+z');
    expect(on.editor.state.document).to.equal(before);
  });

  it('groups and takes apart by keys, and everything stays where it is seen', async () => {
    const seen = () =>
      on.objects.filter(({ dataset }) => dataset['layer']!.length === 1).map((each) => JSON.stringify(each.getBoundingClientRect()));
    const before = on.editor.state.document;
    await on.click(on.middle('a'));
    await on.click(on.middle('b'), 'Shift');
    const places = seen();
    await on.press('Control+g');
    await until(() => group());
    await on.says('2 objects grouped');
    expect(on.layers.map(({ id }) => id)).to.deep.equal([group().id, 'c']);
    expect(selection()).to.deep.equal([group().id]);
    await on.stage.updateComplete;
    expect(seen()).to.deep.equal(places);
    const names = on.objects.map((each) => each.getAttribute('aria-label'));
    expect(names[1]).to.match(/^Text “A”, in Group “Group”, 8 mm from the left, 8 mm from the top/);
    await on.press('Control+Shift+G');
    await until(() => !group());
    await on.says('Group taken apart, 2 objects selected');
    expect(selection()).to.deep.equal(['a', 'b']);
    expect(on.layers).to.deep.equal(before.sides[0]!.layers);
    on.editor.undo();
    on.editor.undo();
    expect(on.editor.state.document).to.equal(before);
  });

  it('a double click goes into a group: its parts are picked, moved and left with Escape', async () => {
    await on.click(on.middle('a'));
    await on.click(on.middle('b'), 'Shift');
    await on.press('Control+g');
    await until(() => group());
    on.editor.update(group().id, { rotation: 30 }, { label: 'rotate' });
    await on.stage.updateComplete;
    const at = on.middle('a');
    await sendMouse({ type: 'move', position: at });
    await on.click(at);
    const twice = new MouseEvent('dblclick', { clientX: at[0], clientY: at[1], bubbles: true, composed: true });
    on.stage.shadowRoot!.elementFromPoint(...at)!.dispatchEvent(twice);
    expect(on.editor.state.entered).to.equal(group().id);
    expect(selection()).to.deep.equal(['a']);
    const b = JSON.stringify(on.object('b').getBoundingClientRect());
    await on.drag(at, [at[0] + 40, at[1] + 60], 'Control');
    await on.stage.updateComplete;
    const [x, y] = on.middle('a');
    expect([x - at[0], y - at[1]].map((px) => Math.abs(px))).to.satisfy(
      ([dx, dy]: number[]) => Math.abs(dx! - 40) <= 2 && Math.abs(dy! - 60) <= 2,
    );
    const after = JSON.parse(b) as DOMRect;
    const now = on.object('b').getBoundingClientRect();
    expect(now.x).to.be.closeTo(after.x, 1.5);
    expect(now.y).to.be.closeTo(after.y, 1.5);
    const frame = commonBounds(group().layers);
    expect(frame.x).to.be.closeTo(0, 0.01);
    expect(frame.width).to.be.closeTo(group().width, 0.01);
    await on.press('Escape');
    expect(on.editor.state.entered).to.equal(null);
    expect(selection()).to.deep.equal([group().id]);
  });

  it('Enter opens a group by keyboard, and the last part that is deleted takes the group along', async () => {
    await on.click(on.middle('a'));
    await on.click(on.middle('b'), 'Shift');
    await on.press('Control+g');
    await until(() => group());
    await on.stage.updateComplete;
    await on.press('Enter');
    await on.says('Inside Group “Group”, Escape goes back out. Text “A” selected');
    await on.press('ArrowRight');
    expect(commonBounds(on.layers).x, 'on the side, not in the group').to.equal(9);
    await on.press('Delete');
    expect(group().layers.map(({ id }) => id)).to.deep.equal(['b']);
    on.object('b').focus();
    await on.press('Delete');
    expect(on.layers.map(({ id }) => id)).to.deep.equal(['c']);
  });

  it('aligns and spreads by keys', async () => {
    await on.click(on.middle('a'));
    await on.press('Control+a');
    await on.press('Alt+w');
    await until(() => on.layers.every(({ y }) => y === 8));
    await on.says('Aligned at the top');
    on.editor.update('b', { x: 30 }, { label: 'move' });
    await on.press('Alt+Shift+H');
    await until(() => on.layer('b').x === 41);
    expect(on.layer('a').x).to.equal(8);
    expect(on.layer('c').x).to.equal(74);
    expect(on.editor.state.undoLabel).to.equal('distribute');
    await on.click([400, 480]);
    await on.click(on.middle('b'));
    await on.press('Alt+v');
    await until(() => on.layer('b').y === 21);
  });

  it('is drawn to where the gaps are equal, and Alt lets it be free', async () => {
    on.editor.update('c', { y: 9, x: 70 }, { label: 'move' });
    on.editor.update('b', { x: 30 }, { label: 'move' });
    await on.stage.updateComplete;
    const from = on.middle('b');
    // 8…24, then 39 of 16 wide, then 70: both gaps are 15.
    await on.drag(from, [from[0] + Math.round(8.6 * on.scale), from[1]]);
    expect(on.layer('b').x).to.equal(39);
    const again = on.middle('b');
    await on.drag(again, [again[0] + Math.round(0.6 * on.scale), again[1]], 'Alt');
    expect(on.layer('b').x).not.to.equal(39);
  });

  it('an edge that is pulled meets the edge of another object', async () => {
    await on.click(on.middle('a'));
    const box = on.object('a').getBoundingClientRect();
    const edge: [number, number] = [Math.round(box.right) + 10, Math.round(box.y + box.height / 2)];
    await on.drag(edge, [edge[0] + Math.round(17.3 * on.scale), edge[1]]);
    expect(on.layer('a').x + on.layer('a').width).to.equal(41);
  });

  it('orders by keys, several at once', async () => {
    const order = () => on.layers.map(({ id }) => id).join('');
    await on.click(on.middle('a'));
    await on.press('Control+]');
    await until(() => order() === 'bac');
    await on.press('Control+Shift+]');
    await until(() => order() === 'bca');
    await on.says('Brought to the front');
    await on.press('Control+[');
    await until(() => order() === 'bac');
    await on.press('Control+Shift+[');
    await until(() => order() === 'abc');
  });

  it('zooms by keys and moves what is seen with the space bar', async () => {
    await on.click(on.middle('a'));
    const width = () => on.object('a').getBoundingClientRect().width;
    const whole = width();
    await on.press('+');
    await until(() => width() > 1.3 * whole);
    await on.press('0');
    await until(() => Math.abs(width() - whole) < 1);
    await on.press('1');
    await until(() => width() > 2 * whole);
    const x = on.middle('a')[0];
    await sendKeys({ down: ' ' });
    await on.drag([400, 400], [340, 400]);
    await sendKeys({ up: ' ' });
    await until(() => Math.abs(on.middle('a')[0] - (x - 60)) <= 2);
    expect(on.layer('a').x).to.equal(8);
  });
});
