// Fuzz entry for POSLog XML. libFuzzer calls it (clang -fsanitize=fuzzer), and the tests of pos_adapter call it with
// the kept corpus and with damage. The first byte of the input is the size of the pieces; the file follows.
#include "file_fuzz.h"

#include <cstddef>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 1) return 0;
    xiaoer::pos::read_twice("poslog", {}, xiaoer::ByteView{data + 1, size - 1}, 1u + data[0] % 32u);
    return 0;
}
