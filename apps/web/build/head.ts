import type { HtmlTagDescriptor, Plugin } from 'vite';
import { policy } from './policy.ts';

const meta = (attrs: Record<string, string>): HtmlTagDescriptor => ({ tag: 'meta', attrs, injectTo: 'head-prepend' });

/** What the built page says in its head, and the one that is worked on does not. */
export const head = (download: string): Plugin => ({
  name: 'kindling-head',
  apply: 'build',
  transformIndexHtml: () => [
    meta({ 'http-equiv': 'Content-Security-Policy', content: policy(download) }),
    { tag: 'link', attrs: { rel: 'icon', href: './icon.svg', type: 'image/svg+xml' }, injectTo: 'head' },
    ...(download === '' ? [] : [meta({ name: 'kindling-cifar10', content: download })]),
  ],
});
