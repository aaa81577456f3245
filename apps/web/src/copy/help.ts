import type { DigitName, KeyName } from '../state/keys.ts';
import type { RoomName } from '../state/rooms.ts';

export const title = 'Help';

export interface Section {
  readonly heading: string;
  readonly text: readonly string[];
  /** The part of the page that it is about, if it is about one. */
  readonly of?: RoomName;
}

export const sections: readonly Section[] = [
  {
    heading: 'What happens here',
    text: [
      'A small neural network learns in this tab, on your own machine. It sees pictures of ten kinds of things, guesses, is told what was right, and changes its numbers a little. After some thousand such steps its guesses are good.',
      'Nothing you drop leaves this device. There is no account and no server that trains.',
    ],
  },
  {
    heading: 'The words',
    text: [
      'A step looks at one batch of pictures (32 at first) and changes the numbers once. An epoch is one pass over all training pictures.',
      'Loss says how wrong the guesses are; guessing blindly among ten gives 2.303. Accuracy says how often the best guess is right.',
      'Validation uses pictures that training never sees. Only they tell whether the network has understood or learned by heart.',
    ],
  },
  {
    of: 'model',
    heading: 'Why 646,260 numbers?',
    text: [
      'A picture has 32 × 32 pixels of three colours: 3,072 numbers. Each of the 200 neurons of the first layer has a weight for each of them and one number more: 3,073 × 200 = 614,600. The next layers have 201 × 150 = 30,150 and 151 × 10 = 1,510.',
    ],
  },
  {
    heading: 'Which device, and why',
    text: [
      'The page trains on WebGPU, on WebAssembly or in plain JavaScript. Where it can, it times some steps of this very network and takes what is fastest. A run stays on the device that it began on.',
    ],
  },
];

export const keys: {
  readonly heading: string;
  readonly switch: string;
  readonly rest: string;
  readonly arrows: string;
  readonly does: Readonly<Record<Exclude<KeyName, DigitName>, string>>;
} = {
  heading: 'Keys',
  switch: 'Single keys work',
  rest: 'They rest while you write in a text field, and while a picture is open.',
  arrows:
    'In charts, pictures and the matrix the arrow keys move; Enter opens, Escape closes. On the drawing pad they move a pen; Space lowers and lifts it.',
  does: {
    s: 'Train, pause, resume',
    x: 'Stop',
    c: 'The code',
    '?': 'This help',
  },
};
