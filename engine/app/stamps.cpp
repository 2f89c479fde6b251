// SPDX-License-Identifier: Apache-2.0
#include "engine/app/stamps.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "engine/app/detail/engine_state.hpp"

namespace trien::app {

namespace {

using journal::Attestation;

/// Whichever of the stamps is newest, of those that hold.
std::optional<Stamp> newest_of(const std::vector<Attestation>& attestations,
                               journal::Store& store,
                               const sign::TrustStore& trust) {
    std::optional<Stamp> newest;
    for (const Attestation& attestation : attestations) {
        if (attestation.kind != Attestation::Kind::timestamp) continue;
        const auto checkpoint = store.checkpoints(attestation.size - 1, 1);
        if (checkpoint.empty() || checkpoint.front().size != attestation.size) continue;
        auto stamp = sign::verify_timestamp(attestation.body, sha256(checkpoint.front().note), trust);
        if (stamp && (!newest || stamp->time > newest->stamp.time)) newest = Stamp{attestation.size, *std::move(stamp)};
    }
    return newest;
}

Error nothing_to_do(const char* code, Message cause, Message mend) {
    return Error(Fault::nothing_to_do, code, {}, std::move(cause), std::move(mend));
}

const Message force_it = {"Cần ngay thì thêm --force", "if you need one now, add --force"};

/// Day and hour as people write them.
Message when(Instant instant) {
    const auto minutes = std::chrono::floor<std::chrono::minutes>(instant.time_of_day()).count();
    const std::string time = fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
    return {fmt::format("{} ngày {}", time, vietnamese_text(instant.date())),
            fmt::format("{} on {}", time, text(instant.date()))};
}

void require_due(const Stamp& newest, std::int64_t size, const Stamping& how, Instant now) {
    const Message last = when(newest.stamp.time);
    if (newest.size == size) {
        throw nothing_to_do("stamp.covered",
                            {fmt::format("Điểm kiểm mới nhất đã có dấu thời gian lúc {}", last.vi),
                             fmt::format("the newest checkpoint was stamped at {}", last.en)},
                            force_it);
    }
    // A stamp far ahead of this machine's clock tells of a wrong clock, and must not keep stamps away until then.
    const Instant due = next_stamp_due(newest.stamp.time, how.every, how.calendar);
    if (now >= due || newest.stamp.time.utc() - now.utc() > how.every) return;
    const Message next = when(due);
    throw nothing_to_do("stamp.not-due",
                        {fmt::format("Dấu thời gian gần nhất lúc {}; dấu sau đến hạn lúc {}", last.vi, next.vi),
                         fmt::format("the last stamp was put at {}; the next is due at {}", last.en, next.en)},
                        force_it);
}

Error no_authority(const Instance& instance) {
    return Error(
        Fault::environment, "stamp.no-authority", {(instance.folder() / "trien.json").string(), 0, 0, "timeStamp"},
        {"Đơn vị chưa có tổ chức cấp dấu thời gian; đơn vị mẫu không kèm theo tổ chức nào",
         "the office has no time-stamping authority; a demonstration office comes without one"},
        {"Thêm \"timeStamp\": {\"url\": \"http://…\"} vào trien.json, hoặc dùng --url; để chứng thư số gốc của "
         "tổ chức đó vào trust/",
         "add \"timeStamp\": {\"url\": \"http://…\"} to trien.json, or use --url; put the authority's root "
         "certificate into trust/"});
}

}  // namespace

Instant next_stamp_due(Instant newest, std::chrono::minutes every, const calendar::WorkCalendar& calendar) {
    const Instant latest(newest.utc() + every, newest.offset());
    for (auto day = std::chrono::sys_days(newest.date()); day <= std::chrono::sys_days(latest.date());
         day += std::chrono::days(1)) {
        const Date date = day;
        const bool known = date >= calendar.first() && date <= calendar.last();
        if (!known || !calendar.is_working(date)) continue;
        const Instant closing = calendar.closing(date);
        if (closing > newest) return std::min(closing, latest);
    }
    return latest;
}

std::optional<Stamp> newest_stamp(journal::Store& store, const sign::TrustStore& trust) {
    const auto checkpoint = store.last_checkpoint();
    if (!checkpoint) return std::nullopt;
    // Looks back in steps that double: a long history is not read for its last line.
    for (std::int64_t back = 1;; back *= 2) {
        const std::int64_t above = std::max<std::int64_t>(checkpoint->size - back, -1);
        auto newest = newest_of(store.attestations(above), store, trust);
        if (newest || above == -1) return newest;
    }
}

Stamp stamp_journal(journal::Store& store, const Stamping& how, Instant now) {
    const auto checkpoint = store.last_checkpoint();
    if (!checkpoint) {
        throw nothing_to_do("stamp.no-checkpoint",
                            {"Nhật ký chưa có điểm kiểm nào", "the journal has no checkpoint yet"}, {});
    }
    if (!how.options.force) {
        const auto newest = newest_stamp(store, how.trust);
        if (newest) require_due(*newest, checkpoint->size, how, now);
    }
    auto answer = sign::request_timestamp(sha256(checkpoint->note), how.options.url, how.post, how.trust);
    if (!answer) {
        const Refusal& refusal = answer.error();
        throw Error(Fault::external, refusal.code, {how.options.url, 0, 0, ""}, refusal.text, refusal.mend);
    }
    store.add_attestation({checkpoint->size, Attestation::Kind::timestamp, answer->token_der});
    return {checkpoint->size, *std::move(answer)};
}

CheckStamp stamp_check(sign::TrustStore trust) {
    return [trust = std::move(trust)](std::string_view token, const Digest& imprint) -> Result<Instant> {
        return sign::verify_timestamp(token, imprint, trust).map([](const sign::TimeStamp& stamp) {
            return stamp.time;
        });
    };
}

Stamp Engine::stamp_journal(const StampOptions& options, const sign::Post& post) {
    const auto& configured = state_->instance.configuration().time_stamping;
    const TimeStamping rules = configured.value_or(TimeStamping{});
    const std::string& url = options.url.empty() ? rules.url : options.url;
    if (url.empty()) throw no_authority(state_->instance);
    const sign::TrustStore trust = state_->trust();
    const auto store = open_journal(state_->instance);  // its own: the authority may take its time
    return app::stamp_journal(
        *store,
        {{url, options.force}, rules.every, state_->instance.calendars().in_force(state_->now().date()), trust, post},
        state_->now());
}

}  // namespace trien::app
