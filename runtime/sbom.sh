#!/bin/sh
# What the library is made of, as SPDX 2.3 (tag and value). In: the version of Gazette, the
# compiler. Out: the document. The same sources and libraries give the same bytes: its date is that
# of the sources.
set -eu
version=$1
when=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || stat -c %Y Makefile)}
header() { # macro, header: a number that stands there
    echo "$1" | ${CC:-gcc} -E -P -include "$2" -x c - 2>/dev/null | tail -n 1 | tr -d ' "'
}
package() { # name, version, licence, how Gazette uses it
    cat <<END

PackageName: $1
SPDXID: SPDXRef-$1
PackageVersion: ${2:-NOASSERTION}
PackageDownloadLocation: NOASSERTION
FilesAnalyzed: false
PackageLicenseConcluded: $3
PackageLicenseDeclared: $3
PackageCopyrightText: NOASSERTION
Relationship: SPDXRef-$4
END
}
pc() { pkg-config --modversion "$1" 2>/dev/null || true; }
xxhash=$(header 'XXH_VERSION_MAJOR.XXH_VERSION_MINOR.XXH_VERSION_RELEASE' xxhash.h)
cat <<END
SPDXVersion: SPDX-2.3
DataLicense: CC0-1.0
SPDXID: SPDXRef-DOCUMENT
DocumentName: gazette-$version
DocumentNamespace: https://spdx.org/spdxdocs/gazette-$version-$when
Creator: Tool: gazette-make
Created: $(date -u -d "@$when" +%Y-%m-%dT%H:%M:%SZ)
END
package gazette "$version" MIT "DOCUMENT DESCRIBES SPDXRef-gazette"
package pcre2-8 "$(pc libpcre2-8)" BSD-3-Clause "gazette DYNAMIC_LINK SPDXRef-pcre2-8"
package utf8proc "$(pc libutf8proc)" MIT "gazette DYNAMIC_LINK SPDXRef-utf8proc"
package expat "$(pc expat)" MIT "gazette DYNAMIC_LINK SPDXRef-expat"
package yaml-0 "$(pc yaml-0.1)" MIT "gazette DYNAMIC_LINK SPDXRef-yaml-0"
package md4c "$(pc md4c)" MIT "gazette DYNAMIC_LINK SPDXRef-md4c"
package stemmer "" BSD-3-Clause "gazette DYNAMIC_LINK SPDXRef-stemmer"
package xxhash "$xxhash" BSD-2-Clause "gazette STATIC_LINK SPDXRef-xxhash"
package sqlite3 "$(pc sqlite3)" blessing "sqlite3 OPTIONAL_DEPENDENCY_OF SPDXRef-gazette"
package readline "$(pc readline)" GPL-3.0-or-later "readline OPTIONAL_DEPENDENCY_OF SPDXRef-gazette"
