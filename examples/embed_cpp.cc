// A host in C++: handles that free themselves, errors as exceptions, rows as a vector of strings.
//
//     c++ -std=c++11 embed_cpp.cc $(pkg-config --cflags --libs gazette) -o embed_cpp
//
// With CMake: find_package(gazette), and link gazette::gazette.
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <gazette.h>

namespace {

template <typename T, void (*Free)(T *)> struct Freed {
    void operator()(T *p) const { Free(p); }
};
using Env = std::unique_ptr<gzt_env, Freed<gzt_env, gzt_env_free>>;
using Archive = std::unique_ptr<gzt_archive, Freed<gzt_archive, gzt_archive_free>>;
using Session = std::unique_ptr<gzt_session, Freed<gzt_session, gzt_session_free>>;
using Script = std::unique_ptr<gzt_script, Freed<gzt_script, gzt_script_free>>;
using Result = std::unique_ptr<gzt_result, Freed<gzt_result, gzt_result_free>>;

gzt_status check(gzt_status status, const gzt_error &err) {
    if (status < 0) throw std::runtime_error(std::string(err.message) + " " + err.note);
    return status;
}

gzt_source source(const char *name, const std::string &text) {
    return gzt_source{name, SIZE_MAX, text.data(), text.size()};
}

Session open(const std::string &facts) {
    gzt_error err{};
    gzt_env *env = nullptr;
    check(gzt_env_new(nullptr, &env), err);
    Env keep_env(env);
    gzt_source from = source("facts.gzt", facts);
    gzt_archive *archive = nullptr;
    check(gzt_archive_build(env, &from, 1, &archive, &err), err);
    Archive keep_archive(archive);
    gzt_session *session = nullptr;
    check(gzt_session_new(archive, &session), err);
    return Session(session); // keeps what it needs alive
}

std::vector<std::string> first_column(gzt_session *session, const std::string &query) {
    gzt_error err{};
    gzt_source from = source("", query);
    gzt_script *q = nullptr;
    check(gzt_prepare(session, &from, GZT_SCRIPT, &q, &err), err);
    Script script(q);
    gzt_result *r = nullptr;
    check(gzt_script_next(q, &r, &err), err);
    Result result(r);
    std::vector<std::string> rows;
    gzt_value v{};
    v.size = sizeof v;
    while (check(gzt_result_step(r, &err), err) == GZT_ROW) {
        check(gzt_cell_value(r, 0, &v), err);
        rows.emplace_back(v.text, v.text_n);
    }
    return rows;
}

} // namespace

int main() {
    Session session = open("person @ada { name: \"Ada Lovelace\", born: 1815-12-10 }\n"
                           "person @mary { name: \"Mary Somerville\", born: 1780 }\n");
    auto names = first_column(session.get(), "people | sort born | select name");
    for (const auto &name : names) std::printf("%s\n", name.c_str());
    try {
        first_column(session.get(), "people | sort borm");
    } catch (const std::runtime_error &e) {
        std::printf("%s\n", e.what());
        return names.size() == 2 && names[0] == "Mary Somerville" ? 0 : 1;
    }
    return 1; // the mistake was not refused
}
