import { library } from '../../tsup.base.ts';

export default library({
  entry: ['src/index.ts', 'src/kernels/index.ts', 'src/node.ts'],
});
