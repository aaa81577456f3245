import { expect, test } from 'vitest';
import { optionsOf } from './options.mjs';

test('a port is a number of a port', () => {
  expect(optionsOf([])).toEqual({ help: false });
  expect(optionsOf(['--port', '0'])).toEqual({ help: false, port: 0 });
  expect(optionsOf(['--port=8080', '--help'])).toEqual({ help: true, port: 8080 });
  for (const wrong of ['65536', '-1', '80a', '', '1.5', '0x50']) {
    expect(() => optionsOf([`--port=${wrong}`])).toThrow(`--port must be a number from 0 to 65535, got "${wrong}"`);
  }
});

test('what is not known is refused by name', () => {
  expect(() => optionsOf(['--prot', '1'])).toThrow("'--prot'");
  expect(() => optionsOf(['8080'])).toThrow("'8080'");
});
