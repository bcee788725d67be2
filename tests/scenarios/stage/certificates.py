# SPDX-License-Identifier: GPL-3.0-or-later
"""A certificate authority for the tests, and certificates from it, by openssl."""

import pathlib
import subprocess
from datetime import datetime, timedelta, timezone

KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")


def _openssl(*arguments):
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)


def _day(number):
    """The day that is `number` days from now, as openssl writes it."""
    return f"{datetime.now(timezone.utc) + timedelta(days=number):%Y%m%d%H%M%SZ}"


class Authority:
    """A CA of its own in `folder`. Its certificate is `ca_file`."""

    def __init__(self, folder, name="Boswell test CA"):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.ca_file = self.folder / "ca.pem"
        self._key = self.folder / "ca.key"
        _openssl("req", "-x509", *KEY, "-days", "20", "-subj", f"/CN={name}",
                 "-addext", "basicConstraints=critical,CA:TRUE",
                 "-addext", "keyUsage=critical,keyCertSign,cRLSign",
                 "-keyout", self._key, "-out", self.ca_file)

    def issue_to_address(self, address):
        """(certificate, key) files for a server that is called by its IP address."""
        return self._sign(address, f"subjectAltName=IP:{address}\nextendedKeyUsage=serverAuth\n", -1, 2)

    def issue(self, domain, names=None, first_day=-1, last_day=2):
        """(certificate, key) files for the domain and everything below it, or for other names. They are valid from
        `first_day` to `last_day`, counted from today."""
        listed = ",".join(f"DNS:{name}" for name in names or (domain, f"*.{domain}"))
        return self._sign(domain, f"subjectAltName={listed}\nextendedKeyUsage=serverAuth\n",
                          first_day, last_day)

    def issue_to(self, jid):
        """(certificate, key) files for a person, named as an XmppAddr (RFC 6120 13.7.1.4)."""
        return self._sign(jid, f"subjectAltName=otherName:1.3.6.1.5.5.7.8.5;UTF8:{jid}\n"
                          "extendedKeyUsage=clientAuth\n", -1, 2)

    def _sign(self, subject, says, first_day, last_day):
        stem = f"{subject}{first_day}{last_day}"
        certificate, key, request, extensions = (self.folder / f"{stem}.{kind}"
                                                 for kind in ("crt", "key", "csr", "ext"))
        extensions.write_text(says)
        _openssl("req", "-new", *KEY, "-subj", f"/CN={subject}", "-keyout", key, "-out", request)
        # Only "ca" can say on which day a certificate begins to be valid.
        (self.folder / "index").touch()
        (self.folder / "index.attr").write_text("unique_subject = no\n")
        configuration = self.folder / "ca.conf"
        configuration.write_text(f"[ca]\ndefault_ca=ours\n[ours]\ndatabase={self.folder}/index\n"
                                 f"serial={self.folder}/serial\nnew_certs_dir={self.folder}\ndefault_md=sha256\npolicy=any\n"
                                 "[any]\ncommonName=supplied\n")
        _openssl("ca", "-batch", "-notext", "-create_serial", "-config", configuration,
                 "-cert", self.ca_file, "-keyfile", self._key, "-startdate", _day(first_day),
                 "-enddate", _day(last_day), "-extfile", extensions, "-in", request,
                 "-out", certificate)
        return certificate, key

    def self_signed(self, domain):
        """(certificate, key) files of a certificate that no authority has signed."""
        certificate, key = self.folder / f"{domain}.self.crt", self.folder / f"{domain}.self.key"
        _openssl("req", "-x509", *KEY, "-days", "2", "-subj", f"/CN={domain}", "-addext",
                 f"subjectAltName=DNS:{domain}", "-keyout", key, "-out", certificate)
        return certificate, key
