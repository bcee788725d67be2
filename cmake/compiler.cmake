# SPDX-License-Identifier: GPL-3.0-or-later
# Warnings and sanitizers for every target of the project.
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast
                    -Wno-missing-field-initializers  # designated initialisers leave the rest at its default
                    -Wno-array-bounds -Wno-stringop-overflow)  # g++ 12 sees overflows where strings are added that are none
add_compile_options(-pthread)  # some libraries ask for it; precompiled headers want it of all targets or of none
if(BOSWELL_WARNINGS_AS_ERRORS)
  add_compile_options(-Werror)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "RelWithDebInfo" OR CMAKE_BUILD_TYPE STREQUAL "Release")
  add_compile_options(-D_FORTIFY_SOURCE=2 -fstack-protector-strong)
else()
  add_compile_definitions(_GLIBCXX_ASSERTIONS)  # an index past the end of a container aborts
endif()
if(BOSWELL_SANITIZE)
  add_compile_options(-fsanitize=${BOSWELL_SANITIZE} -fno-omit-frame-pointer -g1)
  add_link_options(-fsanitize=${BOSWELL_SANITIZE})
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 15)
  # COMPAT: clang 14 has C++20's coroutines but does not say so; libstdc++ and Asio then hide theirs.
  add_compile_definitions(__cpp_impl_coroutine=201902L ASIO_HAS_CO_AWAIT ASIO_HAS_STD_COROUTINE)
  add_compile_options(-Wno-builtin-macro-redefined)
endif()
