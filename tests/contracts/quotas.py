"""Quotas to test with."""

from domain.shared_kernel.rate_limits import Quota, RateLimit

FIVE = RateLimit("five", 5, 60)
THREE = RateLimit("three", 3, 3600)
ADA, EVE = Quota(FIVE, "ada"), Quota(FIVE, "eve")
