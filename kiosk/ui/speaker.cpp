#include "ui/speaker.h"

#include <SDL.h>

#include <cmath>
#include <numbers>

namespace xiaoer::ui {
namespace {

constexpr int rate_hz = 44'100;

// One note that swells in 5 ms and dies away, so that it does not click.
void append_note(std::vector<std::int16_t>& samples, double pitch_hz, double seconds, double loudness) {
    const int count = static_cast<int>(seconds * rate_hz);
    for (int i = 0; i < count; ++i) {
        const double t = static_cast<double>(i) / rate_hz;
        const double swell = std::min(1.0, t / 0.005) * std::pow(1 - static_cast<double>(i) / count, 1.5);
        const double wave =
            std::sin(2 * std::numbers::pi * pitch_hz * t) + 0.25 * std::sin(4 * std::numbers::pi * pitch_hz * t);
        samples.push_back(static_cast<std::int16_t>(wave * swell * loudness * 20'000));
    }
}

std::vector<std::int16_t> notes_of(Sound sound) {
    std::vector<std::int16_t> samples;
    if (sound == Sound::fanfare) {  // a roll while the number comes in (stage_motion.h), then C5, E5, G5, C6
        constexpr int strokes = 16;
        for (int i = 0; i < strokes; ++i) append_note(samples, 196.00, 1.2 / strokes, 0.25 + 0.025 * i);
        append_note(samples, 523.25, 0.13, 0.7);
        append_note(samples, 659.25, 0.13, 0.7);
        append_note(samples, 783.99, 0.13, 0.7);
        append_note(samples, 1046.50, 0.7, 0.8);
    } else if (sound == Sound::tick) {
        append_note(samples, 1318.51, 0.06, 0.5);
    } else if (sound == Sound::yes) {  // a fourth up: E5, A5
        append_note(samples, 659.25, 0.12, 0.7);
        append_note(samples, 880.00, 0.28, 0.7);
    } else {  // twice the same, low
        append_note(samples, 233.08, 0.16, 0.9);
        append_note(samples, 233.08, 0.26, 0.9);
    }
    return samples;
}

}  // namespace

Speaker::~Speaker() {
    if (device_ != 0) SDL_CloseAudioDevice(device_);
}

void Speaker::play(Sound sound, std::int64_t now_ms) {
    if (sound == Sound::none || broken_) return;
    if (device_ == 0) {
        SDL_AudioSpec wanted{};
        wanted.freq = rate_hz, wanted.format = AUDIO_S16SYS, wanted.channels = 1, wanted.samples = 1024;
        if (SDL_InitSubSystem(SDL_INIT_AUDIO) == 0) device_ = SDL_OpenAudioDevice(nullptr, 0, &wanted, nullptr, 0);
        broken_ = device_ == 0;
        if (broken_) return;
        SDL_PauseAudioDevice(device_, 0);
    }
    const auto samples = notes_of(sound);
    SDL_ClearQueuedAudio(device_);
    SDL_QueueAudio(device_, samples.data(), static_cast<std::uint32_t>(samples.size() * sizeof(samples[0])));
    over_ms_ = now_ms + static_cast<std::int64_t>(samples.size()) * 1000 / rate_hz + 250;
}

void Speaker::tidy(std::int64_t now_ms) {
    if (device_ == 0 || now_ms < over_ms_) return;
    SDL_CloseAudioDevice(device_);
    device_ = 0;
}

}  // namespace xiaoer::ui
