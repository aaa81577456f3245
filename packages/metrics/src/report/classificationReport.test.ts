import { expect, test } from 'vitest';
import { classificationReport } from './classificationReport.ts';

// What scikit-learn 1.9.1 prints for the same counts.
const printed = {
  usual: `
              precision    recall  f1-score   support

    airplane       0.86      0.75      0.80        16
         cat       0.74      0.74      0.74        27
         dog       0.83      0.88      0.86        34

    accuracy                           0.81        77
   macro avg       0.81      0.79      0.80        77
weighted avg       0.81      0.81      0.80        77
`,
  // 1/8 and 5/8 lie between two digits: Python rounds them to the even one. The last class is never predicted.
  ties: `
                        precision    recall  f1-score   support

                     a       0.17      0.12      0.14         8
                     b       0.42      0.62      0.50         8
a very long class name       0.00      0.00      0.00         2

              accuracy                           0.33        18
             macro avg       0.19      0.25      0.21        18
          weighted avg       0.26      0.33      0.29        18
`,
  digits: `
              precision    recall  f1-score   support

          no     0.9327    0.8730    0.9019      1000
         yes     0.8806    0.9370    0.9079      1000

    accuracy                         0.9050      2000
   macro avg     0.9067    0.9050    0.9049      2000
weighted avg     0.9067    0.9050    0.9049      2000
`,
};

const lines = (text: string) => text.slice(1, -1);

test('the report is laid out as by scikit-learn', () => {
  const classNames = ['airplane', 'cat', 'dog'];
  const counts = [
    [12, 3, 1],
    [2, 20, 5],
    [0, 4, 30],
  ];
  expect(classificationReport({ counts, classNames })).toBe(lines(printed.usual));
});

test('long names widen it, ties round to even, and a class never predicted has precision 0', () => {
  const classNames = ['a', 'b', 'a very long class name'];
  const counts = [
    [1, 7, 0],
    [3, 5, 0],
    [2, 0, 0],
  ];
  expect(classificationReport({ counts, classNames })).toBe(lines(printed.ties));
});

test('the number of digits is free', () => {
  const counts = [
    [873, 127],
    [63, 937],
  ];
  expect(classificationReport({ counts, classNames: ['no', 'yes'] }, { digits: 4 })).toBe(lines(printed.digits));
});

test('an empty matrix is all zeros', () => {
  const rows = classificationReport({ counts: [[0]], classNames: ['cat'] }).split('\n');
  expect(rows[2]).toMatch(/^ +cat +0\.00 +0\.00 +0\.00 +0$/);
});

test('what is not a square of counts is refused', () => {
  const classNames = ['cat', 'dog'];
  for (const wrong of [null, undefined, {}, { counts: [null], classNames: ['cat'] }]) {
    expect(() => classificationReport(wrong as never)).toThrow(
      'classificationReport: matrix must be { counts, classNames }, as confusionMatrix gives it, got ',
    );
  }
  expect(() => classificationReport({ counts: [[1]], classNames: [5 as never] })).toThrow(
    'classificationReport: classNames must be a list of names, got [5]',
  );
  expect(() => classificationReport({ counts: [new Array(1)], classNames: ['cat'] })).toThrow('got undefined');
  expect(() => classificationReport({ counts: [[1, 2]], classNames })).toThrow(
    'classificationReport: counts must have a row and a column for each of the 2 classes, got rows of [2]',
  );
  expect(() => classificationReport({ counts: [[1, 2], [3]], classNames })).toThrow('got rows of [2, 1]');
  expect(() =>
    classificationReport({
      counts: [
        [1, 2],
        [3, -1],
      ],
      classNames,
    }),
  ).toThrow('classificationReport: counts must be integers of at least 0, got -1');
  expect(() => classificationReport({ counts: [[1]], classNames: ['cat'] }, { digits: 0.5 })).toThrow(
    'classificationReport: digits must be an integer from 0 to 20, got 0.5',
  );
});
