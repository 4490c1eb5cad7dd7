"""Scripts of the rate limiter.

``{cortex-limits}:POLICY:WINDOW:OWNER`` is a hash: units granted in a slice, by the time of the last of them. One script
handles all quotas of a request, so their keys share one hash tag.
"""

from enum import Enum

from adapters.rate_limiter.slices import SLICES

PREFIX = "{cortex-limits}:"


class Script(Enum):
    """``KEYS`` are quotas."""

    TAKE = f"""
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2] + ARGV[1]
local granted, joined, answer = 1, {{}}, {{}}
local function slice(at, window) return math.floor(at * {SLICES} / window) end
for i, key in ipairs(KEYS) do
  local quota, window = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
  local used, kept = 0, redis.call('HGETALL', key)
  for j = 1, #kept, 2 do
    local last, count = tonumber(kept[j]), tonumber(kept[j + 1])
    if last <= now - window then
      redis.call('HDEL', key, kept[j])
    else
      used = used + count
      if slice(last, window) == slice(now, window) then joined[i] = kept[j] end
    end
  end
  if used >= quota then granted = 0 end
end
for i, key in ipairs(KEYS) do
  if granted == 1 then
    local count = 1
    if joined[i] then
      count = count + redis.call('HGET', key, joined[i])
      redis.call('HDEL', key, joined[i])
    end
    redis.call('HSET', key, string.format('%.0f', now), count)
    redis.call('PEXPIRE', key, math.ceil(ARGV[2 * i + 1] / 1000) + 1)
  end
  answer[i] = redis.call('HGETALL', key)
end
return {{granted, now, answer}}
"""
    GIVE_BACK = """
for _, key in ipairs(KEYS) do
  local newest = nil
  for _, number in ipairs(redis.call('HKEYS', key)) do
    if not newest or tonumber(number) > tonumber(newest) then newest = number end
  end
  if newest and redis.call('HINCRBY', key, newest, -1) < 1 then redis.call('HDEL', key, newest) end
end
"""
    CLEAR = "return redis.call('DEL', unpack(KEYS))"
