/** Modules that stand in no file: a text that is made for whatever bundles or runs the sources. */

/**
 * @param {string} name what the sources import ("avrdude:facts")
 * @param {() => string | Promise<string>} source makes the module's text
 * @param {string} [resolveDir] the folder from which the text imports others, if it does
 * @returns the plugins that provide it: for esbuild, and for vite and vitest
 */
export function virtualModule(name, source, resolveDir) {
  const plugin = name.replace(':', '-');
  const filter = new RegExp(`^${name}$`);
  return {
    esbuild: {
      name: plugin,
      setup(builder) {
        builder.onResolve({ filter }, () => ({ path: name, namespace: plugin }));
        builder.onLoad({ filter: /.*/, namespace: plugin }, async () => ({
          contents: await source(),
          resolveDir,
        }));
      },
    },
    vite: {
      name: plugin,
      resolveId: (id) => (id === name ? `\0${name}` : undefined),
      load: (id) => (id === `\0${name}` ? source() : undefined),
    },
  };
}
