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
