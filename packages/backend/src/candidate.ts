// internal: what is tried for one name, or for one element of a list
import type { AbsentBackend, Backend } from './backend.ts';

export interface Candidate {
  readonly name: string;
  /** The first that starts is taken. */
  readonly backends: readonly Backend[];
  /** Why none of them needs to be tried; undefined where they do. */
  obstacle?(): Promise<AbsentBackend | undefined>;
  /** What tells more where all of them failed. */
  readonly more?: string;
}

/** A backend by itself. */
export const alone = (backend: Backend): Candidate => ({ name: titleOf(backend), backends: [backend] });

/** What people know it by. */
export const titleOf = ({ name, title }: Backend): string => title ?? name;
