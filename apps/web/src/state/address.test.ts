import { describe, expect, it } from 'vitest';
import { readAddress } from './address.ts';

describe('an address', () => {
  it('says by default that the page may do as it does', () => {
    expect(readAddress('')).toEqual({ device: 'auto', autorun: true, hide: [], unknown: [] });
  });

  it('hides rooms by their names, forces a device, and keeps the page from beginning', () => {
    expect(readAddress('#hide=code,model&device=wasm&autorun=0')).toEqual({
      device: 'wasm',
      autorun: false,
      hide: ['code', 'model'],
      unknown: [],
    });
  });

  it('leaves a shared spec to who reads it', () => expect(readAddress('#data=shapes&lr=5e-4').unknown).toEqual([]));

  it('says what it does not know, and does without it', () => {
    const { device, hide, unknown } = readAddress('#hide=code,menu&device=tpu');
    expect([device, hide]).toEqual(['auto', ['code']]);
    expect(unknown).toHaveLength(2);
    expect(unknown[0]).toContain('"tpu"');
    expect(unknown[1]).toContain('"menu"');
  });
});
