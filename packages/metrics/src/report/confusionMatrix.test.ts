import { expect, test } from 'vitest';
import { confusionMatrix } from './confusionMatrix.ts';

const classNames = ['cat', 'dog', 'eel'];

test('rows are the actual classes, columns the predicted ones', () => {
  const { counts } = confusionMatrix(['cat', 'dog', 'dog', 'dog'], ['cat', 'cat', 'dog', 'cat'], { classNames });
  expect(counts).toEqual([
    [1, 0, 0],
    [2, 1, 0],
    [0, 0, 0],
  ]);
});

test('class names stay what they were', () => {
  const names = ['cat'];
  const matrix = confusionMatrix([], [], { classNames: names });
  names.push('dog');
  expect(matrix).toEqual({ counts: [[0]], classNames: ['cat'] });
});

test('names that are none of the classes are refused with their place', () => {
  expect(() => confusionMatrix(['cat'], ['dgo'], { classNames })).toThrow(
    'confusionMatrix: unknown class in predicted[0] "dgo"; did you mean "dog"? Known: cat, dog, eel',
  );
  expect(() => confusionMatrix(['cat', undefined], ['cat', 'cat'], { classNames })).toThrow(
    'confusionMatrix: actual[1] is undefined; was its label outside the classes?',
  );
  expect(() => confusionMatrix(['toString'], ['cat'], { classNames })).toThrow('unknown class in actual[0] "toString"');
});

test('other arguments are told what to give', () => {
  const given = (...args: unknown[]) => expect(() => (confusionMatrix as (...args: unknown[]) => unknown)(...args));
  const third =
    'confusionMatrix: the third argument must be { classNames }, such as { classNames: ["cat", "dog"] }, got ';
  given(['cat'], ['cat']).toThrow(`${third}undefined`);
  given(['cat'], ['cat'], classNames).toThrow(`${third}["cat", "dog", "eel"]`);
  const remedy = 'labels.map((label) => classNames[label]) makes them of labels';
  given([1], ['cat'], { classNames }).toThrow(`confusionMatrix: actual[0] must be class names, got 1; ${remedy}`);
  given(['cat'], Int32Array.of(0), { classNames }).toThrow(
    'confusionMatrix: predicted must be class names, got Int32Array',
  );
  given([], [], { classNames: ['cat', 1] }).toThrow(
    'confusionMatrix: classNames must be a list of names, got ["cat", 1]',
  );
});

test('lists of different length are refused', () => {
  expect(() => confusionMatrix(['cat'], ['cat', 'dog'], { classNames })).toThrow(
    'confusionMatrix: actual and predicted must name the same samples, got 1 and 2 names',
  );
});

test('class names must be there and differ', () => {
  expect(() => confusionMatrix([], [], { classes: ['a'] } as never)).toThrow(
    'confusionMatrix: unknown option "classes"',
  );
  expect(() => confusionMatrix([], [], { classNames: 5 as never })).toThrow(
    'classNames must be a list of names, got 5',
  );
  expect(() => confusionMatrix([], [], { classNames: [] })).toThrow('must name at least one class, got []');
  expect(() => confusionMatrix([], [], { classNames: ['a', 'a'] })).toThrow(
    'must differ from each other, got ["a", "a"]',
  );
});
