// The Nodes that the packages promise to run on, fetched from the registry as packages.
import { fetchNode } from '../../../scripts/bootstrap/toolchain.mjs';
import { root } from './packages.ts';

/** The oldest that `engines` allows, and one of each later line. */
const versions = ['20.19.0', '22.23.2', '24.21.0', '26.10.0'];

export type Node = { readonly version: string } & ({ readonly path: string } | { readonly missing: string });

const oneNode = async (version: string): Promise<Node> => {
  if (version === process.versions.node) return { version, path: process.execPath };
  try {
    return { version, path: await fetchNode(root, version, 'to test the packages on') };
  } catch (error) {
    return { version, missing: String(error).split('\n').slice(0, 2).join(' ') };
  }
};

/** All of them, in order; one that could not be fetched, or is not published for this platform, says why. */
export const fetchNodes = (): Promise<readonly Node[]> => Promise.all(versions.map(oneNode));
