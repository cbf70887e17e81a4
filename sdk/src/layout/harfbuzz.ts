/** The functions of harfbuzz.wasm that Luneo calls; pointers and font units are plain numbers. */
interface Exports {
  memory: WebAssembly.Memory;
  __indirect_function_table: WebAssembly.Table;
  __wasm_call_ctors(): void;
  malloc(bytes: number): number;
  free(pointer: number): void;
  hb_blob_create(data: number, length: number, mode: number, user: number, destroy: number): number;
  hb_blob_destroy(blob: number): void;
  hb_blob_get_length(blob: number): number;
  hb_face_create(blob: number, index: number): number;
  hb_face_destroy(face: number): void;
  hb_face_get_upem(face: number): number;
  hb_face_reference_table(face: number, tag: number): number;
  hb_font_create(face: number): number;
  hb_font_destroy(font: number): void;
  hb_font_get_h_extents(font: number, extents: number): number;
  hb_font_get_nominal_glyph(font: number, unicode: number, glyph: number): number;
  hb_font_draw_glyph(font: number, glyph: number, funcs: number, data: number): void;
  hb_buffer_create(): number;
  hb_buffer_reset(buffer: number): void;
  hb_buffer_add_utf16(buffer: number, text: number, length: number, offset: number, count: number): void;
  hb_buffer_set_direction(buffer: number, direction: number): void;
  hb_buffer_guess_segment_properties(buffer: number): void;
  hb_buffer_get_length(buffer: number): number;
  hb_buffer_get_glyph_infos(buffer: number, length: number): number;
  hb_buffer_get_glyph_positions(buffer: number, length: number): number;
  hb_shape(font: number, buffer: number, features: number, count: number): void;
  hb_draw_funcs_create(): number;
  hb_draw_funcs_set_move_to_func(funcs: number, callback: number, user: number, destroy: number): void;
  hb_draw_funcs_set_line_to_func(funcs: number, callback: number, user: number, destroy: number): void;
  hb_draw_funcs_set_quadratic_to_func(funcs: number, callback: number, user: number, destroy: number): void;
  hb_draw_funcs_set_cubic_to_func(funcs: number, callback: number, user: number, destroy: number): void;
  hb_draw_funcs_set_close_path_func(funcs: number, callback: number, user: number, destroy: number): void;
}

/** Receives one glyph's outline in font units, y upwards. */
export type OutlineSink = (op: 'M' | 'L' | 'Q' | 'C' | 'Z', points: number[]) => void;

/**
 * harfbuzz.wasm of the `harfbuzzjs` package, bound directly: the package's own binding fixes the wasm's address at build
 * time, blocks on top-level await and frees memory whenever the garbage collector pleases.
 */
export class Harfbuzz {
  readonly exports: Exports;
  #drawFuncs = 0;
  #sink: OutlineSink = () => {};

  private constructor(exports: Exports) {
    this.exports = exports;
  }

  /** Compiles the wasm: bytes, or an address to fetch. Rejects when it cannot be fetched or is not HarfBuzz. */
  static async load(source: ArrayBuffer | Uint8Array | URL | string): Promise<Harfbuzz> {
    let exports: Exports | undefined;
    const memoryGrows = (bytes: number): number => {
      const memory = exports?.memory;
      if (!memory) return 0;
      try {
        memory.grow(Math.max(16, Math.ceil(((bytes >>> 0) - memory.buffer.byteLength) / 65_536)));
        return 1;
      } catch {
        return 0;
      }
    };
    const abort = (): never => {
      throw new Error('HarfBuzz stopped');
    };
    const imports = {
      env: {
        _abort_js: abort,
        _emscripten_runtime_keepalive_clear: () => {},
        _setitimer_js: () => 0,
        emscripten_resize_heap: memoryGrows,
      },
      wasi_snapshot_preview1: { proc_exit: abort },
    };
    const bytes = source instanceof ArrayBuffer || source instanceof Uint8Array ? source : await fetchBytes(source);
    const { instance } = await WebAssembly.instantiate(bytes as ArrayBuffer, imports);
    exports = instance.exports as unknown as Exports;
    exports.__wasm_call_ctors();
    return new Harfbuzz(exports);
  }

  get u8(): Uint8Array {
    return new Uint8Array(this.exports.memory.buffer);
  }
  get u16(): Uint16Array {
    return new Uint16Array(this.exports.memory.buffer);
  }
  get u32(): Uint32Array {
    return new Uint32Array(this.exports.memory.buffer);
  }
  get i32(): Int32Array {
    return new Int32Array(this.exports.memory.buffer);
  }

  /** Sends the outline of `glyph` to `sink`. */
  draw(font: number, glyph: number, sink: OutlineSink): void {
    this.#drawFuncs ||= this.#makeDrawFuncs();
    this.#sink = sink;
    this.exports.hb_font_draw_glyph(font, glyph, this.#drawFuncs, 0);
  }

  #makeDrawFuncs(): number {
    const hb = this.exports;
    const funcs = hb.hb_draw_funcs_create();
    const callback = (op: 'M' | 'L' | 'Q' | 'C' | 'Z', floats: number) =>
      this.#addCallback(floats, (...args: number[]) => this.#sink(op, args.slice(3, 3 + floats)));
    hb.hb_draw_funcs_set_move_to_func(funcs, callback('M', 2), 0, 0);
    hb.hb_draw_funcs_set_line_to_func(funcs, callback('L', 2), 0, 0);
    hb.hb_draw_funcs_set_quadratic_to_func(funcs, callback('Q', 4), 0, 0);
    hb.hb_draw_funcs_set_cubic_to_func(funcs, callback('C', 6), 0, 0);
    hb.hb_draw_funcs_set_close_path_func(funcs, callback('Z', 0), 0, 0);
    return funcs;
  }

  /** Puts `callback(i32 ×3, f32 × floats, i32)` into the function table: a JS function needs a wasm signature for that. */
  #addCallback(floats: number, callback: (...args: number[]) => void): number {
    const [i32, f32] = [127, 125];
    const parameters = [i32, i32, i32, ...Array<number>(floats).fill(f32), i32];
    const type = [1, 0x60, parameters.length, ...parameters, 0];
    const header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, type.length, ...type];
    const importAndExport = [2, 7, 1, 1, 0x65, 1, 0x66, 0, 0, 7, 5, 1, 1, 0x66, 0, 0];
    const module = new WebAssembly.Module(Uint8Array.of(...header, ...importAndExport));
    const table = this.exports.__indirect_function_table;
    const slot = table.grow(1);
    table.set(slot, new WebAssembly.Instance(module, { e: { f: callback } }).exports.f);
    return slot;
  }
}

async function fetchBytes(address: URL | string): Promise<ArrayBuffer> {
  const reply = await fetch(address);
  if (!reply.ok) throw new Error(`HarfBuzz could not be loaded: ${reply.status} from ${String(address)}`);
  return reply.arrayBuffer();
}
