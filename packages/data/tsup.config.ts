import { library } from '../../tsup.base.ts';

export default library({
  entry: ['src/index.ts', 'src/shapes/index.ts', 'src/cifar10/host/node.ts', 'src/cifar10/host/browser.ts'],
});
