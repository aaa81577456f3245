/** Thrown where a question has no answer, in one sentence for people. */
export class Refused extends Error {
  readonly field: string | undefined;
  constructor(sentence: string, field?: string) {
    super(sentence);
    this.name = 'Refused';
    this.field = field;
  }
}
