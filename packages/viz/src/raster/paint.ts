// internal: draws the SVG that readSvg read
import type { Canvas, Paint, Path } from 'canvaskit-wasm';
import type { Rasterizer } from './canvasKit.ts';
import type { Node } from './readSvg.ts';

type Attributes = Node['attributes'];

/** Said for others: screen readers, style sheets, other renderers. */
const unseen = new Set([
  'class',
  'style',
  'role',
  'aria-label',
  'xmlns',
  'viewBox',
  'font-family',
  'preserveAspectRatio',
]);

const painted = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
];
const understood: Readonly<Record<string, readonly string[]>> = {
  svg: ['width', 'height'],
  g: [],
  rect: ['x', 'y', 'width', 'height', 'rx', ...painted],
  circle: ['cx', 'cy', 'r', ...painted],
  path: ['d', ...painted],
  text: ['x', 'y', 'transform', 'font-size', 'font-weight', 'text-anchor', 'fill', 'fill-opacity'],
  image: ['x', 'y', 'width', 'height', 'href'],
};

const refuse = (what: string): RangeError =>
  new RangeError(`toPNG: ${what}; it draws the SVG that the plots of @kindling/viz write`);

const checkNode = ({ name, attributes }: Node): void => {
  const known = Object.hasOwn(understood, name) ? understood[name]! : undefined;
  if (known === undefined) throw refuse(`<${name}> is not drawn`);
  const strange = Object.keys(attributes).find((key) => !known.includes(key) && !unseen.has(key));
  if (strange !== undefined) throw refuse(`<${name}> with the attribute ${strange} is not drawn`);
};

const number = (attributes: Attributes, name: string, otherwise = 0): number => {
  const text = attributes[name];
  const value = text === undefined ? otherwise : Number(text);
  if (!Number.isFinite(value) || text === '') throw refuse(`${name}="${text}" is not a number`);
  return value;
};

const transform = /^translate\((-?[\d.]+) (-?[\d.]+)\) rotate\((-?[\d.]+)\)$/;
const pngPrefix = 'data:image/png;base64,';

/** An object of CanvasKit lives outside the garbage collector: use it, then free it. */
const using = <T extends { delete(): void }>(object: T, use: (object: T) => void): void => {
  try {
    use(object);
  } finally {
    object.delete();
  }
};

export const paintSvg = ({ kit, regular, medium }: Rasterizer, canvas: Canvas, root: Node): void => {
  const colour = (text: string, opacity: number): Float32Array => {
    if (!/^#[0-9a-f]{6}$/i.test(text)) throw refuse(`the colour ${JSON.stringify(text)} is not #rrggbb`);
    return kit.multiplyByAlpha(kit.parseColorString(text), opacity);
  };

  const withPaint = (draw: (paint: Paint) => void): void =>
    using(new kit.Paint(), (paint) => {
      paint.setAntiAlias(true);
      draw(paint);
    });

  const fillAndStroke = (attributes: Attributes, draw: (paint: Paint) => void): void => {
    const { fill = '#000000', stroke = 'none', 'stroke-dasharray': dashes } = attributes;
    if (fill !== 'none') {
      withPaint((paint) => {
        paint.setColor(colour(fill, number(attributes, 'fill-opacity', 1)));
        draw(paint);
      });
    }
    if (stroke === 'none') return;
    withPaint((paint) => {
      paint.setStyle(kit.PaintStyle.Stroke);
      paint.setColor(colour(stroke, 1));
      paint.setStrokeWidth(number(attributes, 'stroke-width', 1));
      if (attributes['stroke-linecap'] === 'round') paint.setStrokeCap(kit.StrokeCap.Round);
      if (attributes['stroke-linejoin'] === 'round') paint.setStrokeJoin(kit.StrokeJoin.Round);
      if (dashes === undefined) draw(paint);
      else {
        using(kit.PathEffect.MakeDash(dashes.split(' ').map(Number)), (effect) => {
          paint.setPathEffect(effect);
          draw(paint);
        });
      }
    });
  };

  const drawRect = (attributes: Attributes): void => {
    const [x, y] = [number(attributes, 'x'), number(attributes, 'y')];
    const bounds = kit.XYWHRect(x, y, number(attributes, 'width'), number(attributes, 'height'));
    const radius = number(attributes, 'rx');
    fillAndStroke(attributes, (paint) => canvas.drawRRect(kit.RRectXY(bounds, radius, radius), paint));
  };

  const drawPath = (attributes: Attributes): void => {
    const path: Path | null = kit.Path.MakeFromSVGString(attributes.d ?? '');
    if (path === null) throw refuse('a <path> is malformed');
    using(path, () => fillAndStroke(attributes, (paint) => canvas.drawPath(path, paint)));
  };

  const drawText = ({ attributes, text }: Node): void =>
    using(
      new kit.Font(
        number(attributes, 'font-weight', 400) >= 500 ? medium : regular,
        number(attributes, 'font-size', 16),
      ),
      (font) => {
        font.setSubpixel(true);
        font.setHinting(kit.FontHinting.None);
        const width = font.getGlyphWidths(font.getGlyphIDs(text)).reduce((sum, advance) => sum + advance, 0);
        const { 'text-anchor': anchor = 'start', transform: moved } = attributes;
        const shift = anchor === 'end' ? width : anchor === 'middle' ? width / 2 : 0;
        const place = moved === undefined ? undefined : transform.exec(moved);
        if (place === null) throw refuse(`the transform ${JSON.stringify(moved)} is not drawn`);
        canvas.save();
        if (place !== undefined) {
          canvas.translate(Number(place[1]), Number(place[2]));
          canvas.rotate(Number(place[3]), 0, 0);
        }
        fillAndStroke(attributes, (paint) =>
          canvas.drawText(text, number(attributes, 'x') - shift, number(attributes, 'y'), paint, font),
        );
        canvas.restore();
      },
    );

  const drawImage = (attributes: Attributes): void => {
    const { href = '' } = attributes;
    if (!href.startsWith(pngPrefix)) throw refuse('an <image> that is not embedded as PNG data is not drawn');
    const image = kit.MakeImageFromEncoded(Buffer.from(href.slice(pngPrefix.length), 'base64'));
    if (image === null) throw refuse('an <image> is damaged');
    using(image, () => {
      const from = kit.XYWHRect(0, 0, image.width(), image.height());
      const [x, y] = [number(attributes, 'x'), number(attributes, 'y')];
      const to = kit.XYWHRect(x, y, number(attributes, 'width'), number(attributes, 'height'));
      withPaint((paint) =>
        canvas.drawImageRectOptions(image, from, to, kit.FilterMode.Nearest, kit.MipmapMode.None, paint),
      );
    });
  };

  const draw = (node: Node): void => {
    if (node.name === 'style') return;
    checkNode(node);
    const { name, attributes } = node;
    if (name === 'rect') drawRect(attributes);
    else if (name === 'path') drawPath(attributes);
    else if (name === 'text') drawText(node);
    else if (name === 'image') drawImage(attributes);
    else if (name === 'circle') {
      const [x, y, r] = [number(attributes, 'cx'), number(attributes, 'cy'), number(attributes, 'r')];
      fillAndStroke(attributes, (paint) => canvas.drawCircle(x, y, r, paint));
    } else for (const child of node.children) draw(child);
  };
  draw(root);
};
