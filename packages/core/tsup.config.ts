import { library } from '../../tsup.base.ts';

export default library({
  entry: ['src/index.ts', 'src/node.ts', 'src/options/index.ts', 'src/platform/node.ts', 'src/platform/browser.ts'],
});
