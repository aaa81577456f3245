import { readFileSync } from 'node:fs';
import type { HtmlTagDescriptor, Plugin } from 'vite';
import { pageFiles } from './pageFiles.ts';
import { policy } from './policy.ts';

const meta = (attrs: Record<string, string>): HtmlTagDescriptor => ({ tag: 'meta', attrs, injectTo: 'head-prepend' });

/** The first frame, which tests/web/src/shell.ts writes. */
const shell = new URL('./shell.html', import.meta.url);

/** What the built page has before its scripts come, and the one that is worked on has not. */
export const head = (download: string): Plugin => ({
  name: 'kindling-head',
  apply: 'build',
  transformIndexHtml: (html, { bundle = {}, chunk }) => {
    const chunks = Object.fromEntries(
      Object.entries(bundle).flatMap(([file, each]) => (each.type === 'chunk' ? [[file, each]] : [])),
    );
    return {
      html: html.replace('<div id="app">', `<div id="app" class="shell" inert>${readFileSync(shell, 'utf8')}`),
      tags: [
        ...(chunk === undefined ? [] : pageFiles(chunks, chunk)),
        meta({ 'http-equiv': 'Content-Security-Policy', content: policy(download) }),
        { tag: 'link', attrs: { rel: 'icon', href: './icon.svg', type: 'image/svg+xml' }, injectTo: 'head' },
        ...(download === '' ? [] : [meta({ name: 'kindling-cifar10', content: download })]),
      ],
    };
  },
});
