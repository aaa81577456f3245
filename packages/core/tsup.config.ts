import { library } from '../../tsup.base.ts';

export default library({
  entry: {
    index: 'src/index.ts',
    node: 'src/node.ts',
    options: 'src/options/index.ts',
    'platform/node': 'src/platform/node.ts',
    'platform/browser': 'src/platform/browser.ts',
  },
});
