import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/**
 * Words that a shader may not name anything by; Dawn in Node takes some of them, Chromium's does not.
 *
 * @see https://www.w3.org/TR/WGSL/#keyword-summary and https://www.w3.org/TR/WGSL/#reserved-words
 */
const reserved = new Set(
  `alias break case const const_assert continue continuing default diagnostic discard else enable false fn for if let
  loop override requires return struct switch true var while

  NULL Self abstract active alignas alignof as asm asm_fragment async attribute auto await become cast catch class
  co_await co_return co_yield coherent column_major common compile compile_fragment concept const_cast consteval
  constexpr constinit crate debugger decltype delete demote demote_to_helper do dynamic_cast enum explicit export
  extends extern external fallthrough filter final finally friend from fxgroup get goto groupshared highp impl
  implements import inline instanceof interface layout lowp macro macro_rules match mediump meta mod module move mut
  mutable namespace new nil noexcept noinline nointerpolation non_coherent noncoherent noperspective null nullptr of
  operator package packoffset partial pass patch pixelfragment precise precision premerge priv protected pub public
  readonly ref regardless register reinterpret_cast require resource restrict self set shared sizeof smooth snorm
  static static_assert static_cast std subroutine super target template this thread_local throw trait try type typedef
  typeid typename typeof union unless unorm unsafe unsized use using varying virtual volatile wgsl where with writeonly
  yield`.match(/\w+/g),
);

const names = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[1]!);

/** What WGSL in the template strings declares, and what the kernels hand to it by name. */
const namedIn = (source: string): string[] => {
  const code = source.replace(/\/\*\*[\s\S]*?\*\//g, '');
  const shaders = names(code, /`([^`]*)`/g).join('\n');
  const tables = names(code, /\b(?:inputs|outputs|uniforms|floats): \{([^}]*)\}/g).join(',');
  return [
    ...names(shaders, /\b(?:let|var(?:<[^>]*>)?|const|fn|struct)\s+(\w+)/g),
    ...names(shaders, /\b(\w+)\s*:\s*(?:[fiu]32|bool|vec\d|array|atomic|mat\d)/g),
    ...names(tables, /(?:^|[,{])\s*(\w+)\s*(?=[:,]|$)/g),
  ];
};

const folder = fileURLToPath(new URL('.', import.meta.url));
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /(?<!\.test)\.ts$/.test(file),
);

test.each(files)('no shader of %s names anything by a word that WGSL keeps for itself', (file) => {
  expect(
    namedIn(readFileSync(folder + file, 'utf8')).filter((name) => reserved.has(name) || name.startsWith('__')),
  ).toEqual([]);
});

test('declarations of every kind are seen, and names that are handed over', () => {
  const source = `uniforms: { target, rows: 2 }, inputs: { self: x! }, code: \`struct from { of : f32 };
    var<workgroup> shared : array<f32, 64>; const partial = 1; fn get(set : vec2<i32>) -> f32 { let ref = 1; var mod = 2; }\``;
  const found = namedIn(source).filter((name) => reserved.has(name));
  expect(new Set(found)).toEqual(
    new Set(['target', 'self', 'from', 'of', 'shared', 'partial', 'get', 'set', 'ref', 'mod']),
  );
});
