# find_package(gazette) gives the target gazette::gazette. Found relative to this file, so that an
# installed tree may be moved: LIBDIR/cmake/gazette/, LIBDIR/libgazette.so.0, PREFIX/include/.
get_filename_component(_gazette_lib "${CMAKE_CURRENT_LIST_DIR}/../.." ABSOLUTE)
find_path(GAZETTE_INCLUDE_DIR gazette.h
    PATHS "${_gazette_lib}/../include" "${_gazette_lib}/../../include" NO_DEFAULT_PATH)
if(NOT GAZETTE_INCLUDE_DIR OR NOT EXISTS "${_gazette_lib}/libgazette.so")
    set(gazette_FOUND FALSE)
elseif(NOT TARGET gazette::gazette)
    add_library(gazette::gazette SHARED IMPORTED)
    set_target_properties(gazette::gazette PROPERTIES
        IMPORTED_LOCATION "${_gazette_lib}/libgazette.so"
        INTERFACE_INCLUDE_DIRECTORIES "${GAZETTE_INCLUDE_DIR}")
endif()
