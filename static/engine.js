// The page's end of the worker.

// Calls into one worker. Errors come back with the worker's name for them (BrokenRecord, UnsignedRecord, CoreFault,
// CoreRefusal or Error), a BrokenRecord with its kind.
export class Engine {
    constructor({on_progress = () => {}} = {}) {
        this.waiting = new Map();
        this.next_id = 1;
        this.worker = new Worker(new URL('./worker.js', import.meta.url),
            {type: 'module', name: document.documentElement.lang});
        this.worker.onmessage = ({data}) => {
            if (data.progress) return on_progress(data.progress);
            const {resolve, reject} = this.waiting.get(data.id);
            this.waiting.delete(data.id);
            if (!data.error) return resolve(data.value);
            reject(Object.assign(new Error(data.error.message), data.error));
        };
        this.worker.onerror = (event) => this.fail(new Error(event.message ?? 'the worker did not start'));
    }

    ask(method, argument) {
        if (!this.worker) return Promise.reject(new Error('stopped'));
        return new Promise((resolve, reject) => {
            const id = this.next_id;
            this.next_id += 1;
            this.waiting.set(id, {resolve, reject});
            this.worker.postMessage({id, method, argument});
        });
    }

    // Ends the worker in the middle of whatever it does.
    stop() {
        this.fail(new Error('stopped'));
    }

    fail(error) {
        this.worker?.terminate();
        this.worker = null;
        for (const {reject} of this.waiting.values()) reject(error);
        this.waiting.clear();
    }
}
