"""`hanse serve` as a command: one request, wrong calls, ports and hosts, a missing extra."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from hanse.server.asking import get_once

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.types import Receive, Scope, Send

pytestmark = pytest.mark.wheel

FLOOD = f"/sparql?query={quote('SELECT * { ?s ?p ?o }')}"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Write a dataset of twenty thousand triples, whose rows are more than a mebibyte."""
    path = tmp_path / "many.nt"
    lines = (f"<urn:s{number}> <urn:{'p' * 50}> <urn:o> .\n" for number in range(20_000))
    path.write_text("".join(lines), encoding="utf-8")
    return path


def test_one_request_is_answered(
    run_hanse: Callable[..., subprocess.CompletedProcess[bytes]], place: Path
) -> None:
    """--get prints the whole body and ends with 0; a status from 400 on ends with 1."""
    done = run_hanse("serve", place, "--get", FLOOD)
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(json.loads(done.stdout)["results"]["bindings"]) == 20_000
    done = run_hanse("serve", place, "--get", "/nothing")
    assert (done.returncode, done.stderr) == (1, b"hanse: /nothing: status 404\n")
    done = run_hanse("serve", place, "--result-rows", "19999", "--get", FLOOD)
    assert (done.returncode, done.stdout.count(b"urn:")) == (1, 0)
    assert b"status 413" in done.stderr


@pytest.mark.parametrize("ends", [True, False])
def test_half_an_answer_is_no_success(*, ends: bool) -> None:
    """An answer whose end is missing ends with 1, whatever its status."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            for what in ("startup", "shutdown"):
                assert (await receive())["type"] == f"lifespan.{what}"
                await send({"type": f"lifespan.{what}.complete"})
            return
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"half", "more_body": not ends})

    assert get_once(app, "/", BytesIO()) == (0 if ends else 1)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--timeout", "0"), "--timeout 0: expected more than 0"),
        (("--timeout", "nan"), "--timeout nan: expected more than 0"),
        (("--port", "65536"), "--port 65536: expected"),
        (("--workers", "-1"), "--workers -1: expected"),
        (("--get", "sparql"), "--get sparql: expected a path"),
        (("--limit", "speed=1"), "--limit speed=1: the limits are seconds memory"),
        (("--limit", "headers=x"), "--limit headers=x: expected a number"),
        (("--limit", "headers"), "--limit headers: expected a number"),
        (("--limit", "body_seconds=inf"), "--limit body_seconds=inf: expected a number"),
        (("--federate", "https://query.wikidata.org"), "expected the beginning of an IRI"),
        (("--federate", "https://a@b/"), "expected the beginning of an IRI"),
        (("--federate", "file:///etc/"), "expected the beginning of an IRI"),
    ],
)
def test_wrong_calls_are_told(
    words: tuple[str, ...], said: str, run_hanse: Callable[..., subprocess.CompletedProcess[bytes]]
) -> None:
    """A wrong option ends with 2 and one line that says what is expected."""
    done = run_hanse("serve", *words)
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert said in done.stderr.decode()


def test_port_in_use_is_told(run_hanse: Callable[..., subprocess.CompletedProcess[bytes]]) -> None:
    """A port that another program has ends with 1 and one line, before the dataset is read."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = run_hanse("serve", "--port", str(port))
    rule = f"hanse: 127.0.0.1:{port}: another program listens there; choose another with --port\n"
    assert (done.returncode, done.stderr.decode()) == (1, rule)


def test_missing_dataset_is_told(
    run_hanse: Callable[..., subprocess.CompletedProcess[bytes]], tmp_path: Path
) -> None:
    """A file that is not there ends with 1 and its name."""
    done = run_hanse("serve", tmp_path / "none.ttl", "--port", "0")
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert b"none.ttl" in done.stderr


@pytest.mark.parametrize(("host", "warns"), [("0.0.0.0", True), ("127.0.0.1", False)])  # noqa: S104 - what is tested
def test_other_machines_are_let_in_with_a_warning(host: str, place: Path, *, warns: bool) -> None:
    """A server that other machines reach says so; then it may be called by its number."""
    words = ("serve", str(place), "--port", "0", "--host", host)
    with subprocess.Popen(
        [sys.executable, "-m", "hanse", *words], stderr=subprocess.PIPE
    ) as server:
        assert server.stderr
        port = int(server.stderr.readline().decode().partition(f"{host}:")[2].partition("/")[0])
        with socket.create_connection(("127.0.0.1", port), 20) as client:
            client.sendall(b"GET /limits HTTP/1.1\r\nHost: 192.168.0.1\r\n\r\n")
            status = int(client.recv(1000).split()[1])
        server.terminate()
        said = server.stderr.read()
    assert (status, b"other machines can reach it" in said) == (200 if warns else 421, warns)


@pytest.mark.parametrize("library", ["starlette", "uvicorn"])
def test_missing_extra_is_one_sentence(library: str) -> None:
    """Without the extra there is one sentence with the command that installs it."""
    script = (
        f"import sys; sys.modules[{library!r}] = None; from hanse.cli import main; sys.exit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "serve"], capture_output=True, check=False, timeout=60
    )
    sentence = (
        "hanse: this needs Starlette and uvicorn; install it with: pip install 'hanse[server]'"
    )
    assert (done.returncode, done.stderr.decode().strip()) == (2, sentence)
