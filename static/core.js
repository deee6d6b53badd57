// The C++ core as a module: bytes in, an answer out. No operation of it throws for bad input; this file turns its
// statuses into values and errors.
import createModule from './core.mjs';

// Mirrored from wasm/core/operation.h.
export const operation = Object.freeze({
    append: 1,
    check: 2,
    decide: 3,
    render: 4,
    recount: 5,
    summary: 6,
    compare: 7,
    prepare_ballot: 8,
    accept_credential: 9,
    sign_ballot: 10,
    check_promise: 11,
    read_receipt: 12,
    step_audit: 13,
    what_if: 14,
    supply: 15,
    taken_down: 16,
    try_form: 17,
});
export const status = Object.freeze({ok: 0, refused: 1, invalid: 2});

// What the core says when it is asked something that it cannot make sense of.
export class CoreFault extends Error {
    constructor(answer) {
        super(`core: ${answer.what} ${answer.pointer ?? ''}`.trim());
        this.answer = answer;
    }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

// The words of a language (wasm/core/words.h), for a core that is to answer with sentences.
const words_of = async (language) => {
    const response = await fetch(new URL(`./words.${language}.txt`, import.meta.url));
    if (!response.ok) throw new Error(`words.${language}.txt: HTTP ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
};

// One core with its own record. A page's worker has one; a recount makes another, so that neither can spoil the other.
export class Core {
    // `language` is that of all pages and refusals that this core will be asked for ('zh-Hans'); without one, none may
    // be. `on_count` is told how far a count has got, in thousandths, while an operation is under way.
    static async open({language, on_count = () => {}} = {}) {
        const [module, words] = await Promise.all([createModule({gongyi_on_count: on_count}),
            language ? words_of(language) : null]);
        const core = new Core(module);
        if (words) core.speak(words);
        return core;
    }

    constructor(module) {
        this.module = module;
        // Whether it wants the record's texts, too.
        this.keeps_texts = true;
        this.handle = module._gongyi_open();
    }

    close() {
        this.module._gongyi_close(this.handle);
        this.handle = 0;
    }

    // Gives the module the words of its language.
    speak(words) {
        if (!this.given(words, (pointer, size) => this.module._gongyi_speak(pointer, size))) {
            throw new Error('the words are not those of this program');
        }
    }

    // What `use` makes of a copy of `bytes` in the module's memory, which ends with it.
    given(bytes, use) {
        const pointer = this.module._gongyi_alloc(bytes.length);
        this.module.HEAPU8.set(bytes, pointer);
        const result = use(pointer, bytes.length);
        this.module._gongyi_free(pointer);
        return result;
    }

    // `input` is a Uint8Array, a text, or a value that becomes JSON. Returns {status, text}. Throws CoreFault for input
    // that the core cannot read.
    call(number, input) {
        const bytes = input instanceof Uint8Array ? input
            : encoder.encode(typeof input === 'string' ? input : JSON.stringify(input));
        const {module} = this;
        const response = this.given(bytes,
            (pointer, size) => module._gongyi_call(this.handle, number, pointer, size));
        // The memory may have grown during the call, which replaces the views: read them only now.
        const [code, start, size] = module.HEAPU32.subarray(response >> 2, (response >> 2) + 3);
        const text = decoder.decode(module.HEAPU8.subarray(start, start + size));
        if (code === status.invalid) throw new CoreFault(JSON.parse(text));
        return {status: code, text};
    }

    // The answer of an operation that answers with JSON and never refuses.
    ask(number, input = '') {
        return JSON.parse(this.call(number, input).text);
    }
}
