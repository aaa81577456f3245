import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { schemaTexts } from './schemaTexts.ts';

const root = mkdtempSync(join(tmpdir(), 'kindling-schemas-'));
afterAll(() => rmSync(root, { recursive: true }));

const inFile = (bytes: Buffer): readonly string[] => {
  const file = join(root, 'library');
  writeFileSync(file, bytes);
  return schemaTexts(file);
};

const text = (value: string): Buffer => Buffer.from(`${value}\0`);

/** 64-bit ELF with sections of these contents. */
const elf = (sections: Readonly<Record<string, Buffer>>): Buffer => {
  const names = ['', ...Object.keys(sections), '.shstrtab'];
  const strings = Buffer.concat(names.map(text));
  const bodies = [Buffer.alloc(0), ...Object.values(sections), strings];
  const header = Buffer.alloc(64);
  const table = Buffer.alloc(64 * bodies.length);
  let at = 64;
  let name = 0;
  bodies.forEach((body, i) => {
    table.writeUInt32LE(name, 64 * i);
    table.writeBigUInt64LE(BigInt(at), 64 * i + 24);
    table.writeBigUInt64LE(BigInt(body.length), 64 * i + 32);
    at += body.length;
    name += names[i]!.length + 1;
  });
  header.writeUInt32BE(0x7f454c46, 0);
  header.set([2, 1], 4);
  header.writeBigUInt64LE(BigInt(at), 40);
  header.writeUInt16LE(64, 58);
  header.writeUInt16LE(bodies.length, 60);
  header.writeUInt16LE(bodies.length - 1, 62);
  return Buffer.concat([header, ...bodies, table]);
};

test('of ELF the constants alone are read', () => {
  const found = inFile(elf({ '.text': text('no(Tensor a) -> Tensor'), '.rodata': text('yes(Tensor a) -> Tensor') }));
  expect(found).toEqual(['yes(Tensor a) -> Tensor']);
});

test('a file of another format is read whole, and no text is cut where chunks meet', () => {
  const schemas = Array.from({ length: 40_000 }, (_, i) => `op${i}(Tensor self, int[2] size=[1, 1]) -> Tensor`);
  const found = new Set(inFile(Buffer.concat([text('MZ'), ...schemas.map(text)])));
  expect(schemas.filter((schema) => !found.has(schema))).toEqual([]);
  expect(found.size).toBe(schemas.length);
});
