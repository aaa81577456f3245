import { registerHooks } from 'node:module';

/** tfjs-core's single modules leave the end off the names of files that they import, which bundlers add. */
registerHooks({
  resolve: (specifier, context, next) => {
    try {
      return next(specifier, context);
    } catch {
      return next(`${specifier}.js`, context);
    }
  },
});
