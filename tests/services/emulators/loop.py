# SPDX-License-Identifier: GPL-3.0-or-later
"""An event loop in a thread of its own, and calls into it from other threads."""

import asyncio
import concurrent.futures
import functools
import threading

PATIENCE = 20  # seconds that a call from another thread may take


class Loop:
    """Runs until stop(). What a service knows is touched on this thread only."""

    def __init__(self):
        self.asyncio = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def do(self, function):
        """The result of function(), called on the loop's thread."""
        if threading.current_thread() is self._thread:
            return function()
        return self._await(self._call(function))

    def complete(self, coroutine):
        """The result of a coroutine, awaited on the loop's thread."""
        return self._await(coroutine)

    def stop(self):
        """Ends the thread; what the loop has open must be closed before."""
        self.complete(asyncio.sleep(0.01))  # what was aborted is told so
        self.asyncio.call_soon_threadsafe(self.asyncio.stop)
        self._thread.join(PATIENCE)

    def _run(self):
        try:
            self.asyncio.run_forever()
        finally:
            self.asyncio.close()

    def _await(self, coroutine):
        future = asyncio.run_coroutine_threadsafe(coroutine, self.asyncio)
        try:
            return future.result(PATIENCE)
        except concurrent.futures.TimeoutError:
            raise AssertionError("the emulator's loop does not answer") from None

    @staticmethod
    async def _call(function):
        return function()


def on_loop(method):
    """A method that any thread may call: it runs on the thread of self.loop."""
    @functools.wraps(method)
    def called(self, *arguments, **options):
        return self.loop.do(functools.partial(method, self, *arguments, **options))

    return called
