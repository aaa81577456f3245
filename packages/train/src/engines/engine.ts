export type { Engine, Overrides, Phase, Program, Session, Snapshot, StepContext, Trees } from '@kindling/core';
