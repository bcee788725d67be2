# SPDX-License-Identifier: GPL-3.0-or-later
"""A certificate authority for the tests, and certificates from it, by openssl."""

import pathlib
import subprocess


def _openssl(*arguments):
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)


class Authority:
    """A CA of its own in `folder`. Its certificate is `ca_file`."""

    def __init__(self, folder, name="Boswell test CA"):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.ca_file = self.folder / "ca.pem"
        self._key = self.folder / "ca.key"
        _openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                 "-days", "2", "-subj", f"/CN={name}",
                 "-addext", "basicConstraints=critical,CA:TRUE",
                 "-addext", "keyUsage=critical,keyCertSign,cRLSign",
                 "-keyout", self._key, "-out", self.ca_file)

    def issue(self, domain, days=2):
        """(certificate, key) files for the domain and everything below it."""
        certificate = self.folder / f"{domain}.crt"
        key = self.folder / f"{domain}.key"
        request = self.folder / f"{domain}.csr"
        extensions = self.folder / f"{domain}.ext"
        extensions.write_text(f"subjectAltName=DNS:{domain},DNS:*.{domain}\n"
                              "extendedKeyUsage=serverAuth\n")
        _openssl("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                 "-subj", f"/CN={domain}", "-keyout", key, "-out", request)
        _openssl("x509", "-req", "-in", request, "-CA", self.ca_file, "-CAkey", self._key,
                 "-CAcreateserial", "-days", days, "-extfile", extensions, "-out", certificate)
        return certificate, key
