export { type Random, random } from '@kindling/core';
