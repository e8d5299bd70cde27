#!/bin/sh
# Installs avrdude from this folder: ./install.sh [PREFIX], where PREFIX is /usr/local if it is not given.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
prefix=${1:-/usr/local}

# Started on another C library the kernel says no more than "not found".
if ! "$here/avrdude" '-?' >/dev/null 2>&1; then
  if [ "$(uname -s)" = Linux ] && ldd --version 2>&1 | grep -qi musl; then
    echo "install.sh: this system's C library is musl, as Alpine's is, and this avrdude needs glibc 2.28 or later." >&2
    echo "            Install avrdude by npm instead (npm install -g avrdude), whose package has libraries for both." >&2
  else
    echo "install.sh: this avrdude does not start here:" >&2
    "$here/avrdude" '-?' >&2 || true
  fi
  exit 1
fi

mkdir -p "$prefix/bin" "$prefix/etc" "$prefix/share/man/man1" "$prefix/share/bash-completion/completions" \
  "$prefix/share/zsh/site-functions" "$prefix/share/fish/vendor_completions.d"
cp "$here/avrdude" "$prefix/bin/avrdude"
cp "$here/avrdude.conf" "$prefix/etc/avrdude.conf"
cp "$here/avrdude.1" "$prefix/share/man/man1/avrdude.1"
cp "$here/completions/avrdude.bash" "$prefix/share/bash-completion/completions/avrdude"
cp "$here/completions/_avrdude" "$prefix/share/zsh/site-functions/_avrdude"
cp "$here/completions/avrdude.fish" "$prefix/share/fish/vendor_completions.d/avrdude.fish"
echo "avrdude is in $prefix/bin"
if [ "$(uname -s)" = Linux ]; then echo "USB programmers: sudo $prefix/bin/avrdude --install-udev"; fi
