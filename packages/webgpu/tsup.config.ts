import { library } from '../../tsup.base.ts';

export default library({ entry: ['src/index.ts', 'src/gpu/node.ts', 'src/gpu/browser.ts'] });
