"""A real SMTP server on this machine that takes mail, refuses it, dawdles, or dies at a chosen step."""

import asyncio
import socket
import threading
from email import message_from_bytes

from aiosmtpd.controller import Controller

# The steps of a conversation; "taken" is between taking a mail for good and saying so.
STEPS = ("EHLO", "MAIL", "RCPT", "DATA", "taken")


class Sink:
    """Keeps what it takes in ``mails``; answers and halts as told by step."""

    def __init__(self):
        self.mails = []
        self.answers = {}  # a step to the answer given there, or to answers by recipient
        self.breaks = set()  # steps at which the line is cut
        self.pause = 0.0  # seconds before each answer
        self.halts = None  # the step at which everything stands still
        self.halted = threading.Event()
        self.resumed = threading.Event()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    def start(self):
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port, ready_timeout=20)
        self.controller.start()

    def stop(self):
        self.resumed.set()
        self.controller.stop()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *failure):
        self.stop()

    @property
    def recipients(self):
        return [mail["To"] for mail in self.mails]

    @property
    def bodies(self):
        return [mail.get_payload(decode=True).decode() for mail in self.mails]

    async def step(self, server, name, ok, recipient=""):
        await asyncio.sleep(self.pause)
        if self.halts == name:
            self.halted.set()
            await asyncio.to_thread(self.resumed.wait)
        if name in self.breaks:
            server.transport.abort()
        answer = self.answers.get(name, ok)
        return answer.get(recipient, ok) if isinstance(answer, dict) else answer

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        first = await self.step(server, "EHLO", "250 sink")
        return [first] if not first.startswith("250") else responses

    async def handle_MAIL(self, server, session, envelope, address, options):
        answer = await self.step(server, "MAIL", "250 OK")
        envelope.mail_from = address
        return answer

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = await self.step(server, "RCPT", "250 OK", address)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):
        answer = await self.step(server, "DATA", "250 OK")
        if answer.startswith("250") and "DATA" not in self.breaks:
            self.mails.append(message_from_bytes(envelope.content))
        return await self.step(server, "taken", answer)
