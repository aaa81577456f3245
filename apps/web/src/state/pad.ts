import { batch, computed, signal } from '@preact/signals';
import { palettes } from '../draw/pad/colour.ts';
import { isFilled } from '../draw/pad/guides.ts';
import type { Mark } from '../draw/pad/marks.ts';
import { ground, painted } from '../draw/pad/paint.ts';
import { firstScene, type Scene, scenePicture } from '../draw/pad/scene.ts';
import { dataName } from './dataset.ts';
import { names } from './names.ts';
import { plan } from './plan.ts';
import { phase } from './run.ts';
import { ask, onEvent } from './trainer.ts';
import { wordsOf } from './words.ts';

export const mode = signal<'draw' | 'shape'>('draw');
export const marks = signal<readonly Mark[]>([]);
/** How far the drawing covers each pixel of the picture; undefined while nothing is drawn. */
export const cover = signal<Float32Array | undefined>(undefined);
/** Whether strokes close around something that is not filled. */
export const isUnfilled = signal(false);
const colours = signal(0);
export const palette = computed(() => palettes[colours.value % palettes.length] ?? palettes[0]);
/** What the empty pad invites to draw: another after each drawing. */
const invitations = [
  'ring',
  'cross',
  'triangle',
  'frame',
  'bars',
  'plus',
  'diamond',
  'checks',
  'square',
  'disc',
] as const;
const invited = signal(0);
export const invitation = computed(() => invitations[invited.value % invitations.length] ?? invitations[0]);
export const scene = signal<Scene>(firstScene);

/** Whether the network at work has learned these ten classes. */
export const isOfShapes = computed(() => (dataName.value ?? plan.value.data) === 'shapes');

/** What the network is asked about, 32 × 32 × 3 bytes. */
export const pixels = computed((): Uint8Array | undefined => {
  if (mode.value === 'shape') return scenePicture(scene.value);
  return cover.value === undefined ? undefined : painted(cover.value, palette.value);
});

/** What is shown of it; of an empty pad its ground. */
export const seen = computed((): Uint8Array => pixels.value ?? ground(palette.value));

export const probabilities = signal<Float32Array | undefined>(undefined);
/** Why there are none. */
export const unanswered = signal<string | undefined>(undefined);
/** Whether the panel is on the screen: nobody is asked for what nobody sees. */
export const isSeen = signal(false);

/** The likeliest class. */
export const guess = computed(() => {
  if (probabilities.value === undefined || pixels.value === undefined) return;
  const shares = Array.from(probabilities.value);
  const share = Math.max(...shares);
  const name = names.value[shares.indexOf(share)];
  return name === undefined ? undefined : { name, share };
});

/** Shapes of the set that are open in their middle. */
const openShapes: readonly string[] = ['ring', 'frame'];

/** Whether an outline may be meant to be filled: not where the network sees a ring or a frame in it. */
export const isFillPossible = computed(
  () =>
    isUnfilled.value &&
    !(guess.value !== undefined && guess.value.share > 0.5 && openShapes.includes(guess.value.name)),
);

/** Whether it is meant to be: the pad has asked for a shape that is. */
export const isFillAdvised = computed(() => isFillPossible.value && isFilled(invitation.value));

/** Whether the guess is the shape that the sliders move; undefined where nobody knows what is drawn. */
export const isRight = computed(() =>
  mode.value === 'shape' && guess.value !== undefined ? guess.value.name === scene.value.shape : undefined,
);

/** From one question to the next while somebody draws. */
const rest = 100;
let isAsking = false;
/** Whether a newer picture or a newer network waits for its turn. */
let isStale = false;

const canAsk = (): boolean => isSeen.peek() && isOfShapes.peek() && phase.peek() !== 'starting';

/** Asks about what is there now: one question at a time, as answers are taken from training. */
export const askAgain = async (): Promise<void> => {
  const asked = pixels.peek();
  if (asked === undefined || !canAsk()) return;
  if (isAsking) {
    isStale = true;
    return;
  }
  isAsking = true;
  isStale = false;
  try {
    const told = await ask('predict', { pixels: asked });
    batch(() => {
      if (pixels.peek() !== undefined) probabilities.value = told.probabilities;
      unanswered.value = undefined;
    });
  } catch (error) {
    unanswered.value = wordsOf(error);
  }
  setTimeout(() => {
    isAsking = false;
    if (isStale) void askAgain();
  }, rest);
};

pixels.subscribe((now) => {
  if (now === undefined) probabilities.value = undefined;
  else void askAgain();
});
isSeen.subscribe(() => void askAgain());

const news: ReadonlySet<string> = new Set(['watched', 'epoch', 'state', 'restored']);
onEvent(({ type }) => {
  if (news.has(type)) void askAgain();
});

export const otherColours = (): void => {
  colours.value += 1;
};

export const addMark = (mark: Mark): void => {
  marks.value = [...marks.value, mark];
};

export const undo = (): void => {
  marks.value = marks.value.slice(0, -1);
};

export const clear = (): void =>
  batch(() => {
    marks.value = [];
    invited.value += 1;
  });

export const setScene = (change: Partial<Scene>): void => {
  scene.value = { ...scene.value, ...change };
};

/** The shape as it was before any slider moved. */
export const resetScene = (): void => {
  scene.value = { ...firstScene, shape: scene.value.shape };
};
