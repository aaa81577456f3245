import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { lacksSoftwareGpu, softwareDriver, softwareLoader } from '@tests/kit/softwareGpu';

/** Where `FIREFOX_PATH` says, or else where Debian and its kin have it. */
export const firefoxCandidates =
  process.env.FIREFOX_PATH === undefined ? ['/usr/bin/firefox-esr', '/usr/bin/firefox'] : [process.env.FIREFOX_PATH];

/** Firefox's program; undefined where there is none. */
export const firefoxPath = firefoxCandidates.find((path) => existsSync(path));

/** Nothing that asks, updates or reports; WebGPU, which Firefox does not switch on everywhere. */
const preferences = {
  'app.update.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'dom.webgpu.enabled': true,
  'gfx.webgpu.ignore-blocklist': true,
};

export interface Firefox {
  close(): Promise<void>;
}

/** Chromium's, which Firefox finds where the loader's path says. */
const softwareGpu = (folder: string): Readonly<Record<string, string>> => {
  if (lacksSoftwareGpu !== undefined) return {};
  copyFileSync(softwareLoader, join(folder, basename(softwareLoader)));
  return { VK_ICD_FILENAMES: softwareDriver, LD_LIBRARY_PATH: folder };
};

/** Opens a page without a window, in a profile of its own. */
export const openInFirefox = (url: string): Firefox => {
  const profile = mkdtempSync(join(tmpdir(), 'kindling-firefox-'));
  const lines = Object.entries(preferences).map(([name, value]) => `user_pref("${name}", ${value});\n`);
  writeFileSync(join(profile, 'user.js'), lines.join(''));
  const child: ChildProcess = spawn(firefoxPath!, ['--headless', '--no-remote', '--profile', profile, url], {
    stdio: 'ignore',
    env: { ...process.env, HOME: profile, ...softwareGpu(profile) },
  });
  const ended = once(child, 'exit');
  return {
    close: async () => {
      child.kill();
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
};
