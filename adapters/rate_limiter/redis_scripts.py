"""What the rate limiter says to Redis.

``{cortex-limits}:POLICY:WINDOW:OWNER`` is a hash that counts by slice. One script deals with all budgets of a request:
for that the keys bear one hash tag.
"""

from enum import Enum

from adapters.rate_limiter.slices import SLICES

PREFIX = "{cortex-limits}:"


class Script(Enum):
    """``KEYS`` are budgets."""

    TAKE = f"""
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2] + ARGV[1]
local granted, answer = 1, {{}}
local function current(i) return math.floor(now / ARGV[2 * i + 1]) end
for i, key in ipairs(KEYS) do
  local used = 0
  local kept = redis.call('HGETALL', key)
  for j = 1, #kept, 2 do
    if tonumber(kept[j]) < current(i) - {SLICES} then
      redis.call('HDEL', key, kept[j])
    else
      used = used + kept[j + 1]
    end
  end
  if used >= tonumber(ARGV[2 * i]) then granted = 0 end
end
for i, key in ipairs(KEYS) do
  if granted == 1 then
    redis.call('HINCRBY', key, string.format('%.0f', current(i)), 1)
    redis.call('PEXPIRE', key, math.ceil({SLICES + 1} * ARGV[2 * i + 1] / 1000))
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
