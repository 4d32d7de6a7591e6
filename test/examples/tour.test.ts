import { REFUTED, Refuted } from '../../examples/refuted';
import { tour } from '../../examples/tour';
import { PLAIN } from '../../src/report/palette';

function told(): { unexpected: string[]; text: string } {
  const lines: string[] = [];
  const unexpected = tour((line) => lines.push(line), PLAIN);
  return { unexpected, text: lines.join('\n') };
}

test('npm start tells that everything is as it should be', () => {
  const { unexpected, text } = told();
  expect(unexpected).toEqual([]);
  // How many states there are is pinned where they are explored.
  expect(text.replace(/[\d,]+(?= states)/g, 'N')).toMatchSnapshot();
});

test('npm start names what is not', () => {
  const list = REFUTED as Refuted[];
  const kept = list.splice(0, 1);
  list.unshift({ ...kept[0], errors: [] });
  const { unexpected, text } = told();
  list.splice(0, 1, ...kept);
  expect(unexpected).toEqual([kept[0].name]);
  expect(text).toContain(`NOT AS TOLD  ${kept[0].name}`);
  expect(text).toContain(`Not as it should be: ${kept[0].name}.`);
});
