using Emergency.Domain.Regulations;

namespace Emergency.Domain.Tests.Regulations;

/// <summary>Regulations that came into force at a place since a plan was approved there.</summary>
public sealed class ChangedLawTests
{
    [Theory]
    [InlineData("411502001001", "2025-02-28", "2025-03-01", "xinyang")]
    [InlineData("411502001001", "2025-03-01", "2026-03-01", "")]
    [InlineData("411502001001", "2024-12-01", "2025-02-28", "")]
    [InlineData("411102001001", "2025-02-28", "2025-03-01", "")]
    [InlineData("220102001001", "2022-12-31", "2025-06-01", "changchun")]
    // A draft does not count, and a pack of local settings is no law.
    [InlineData("420102001001", "2020-01-01", "2030-01-01", "")]
    public void Those_of_the_region_alone(string community, string after, string until, string expected) =>
        string.Join(',', RulePacks.BuiltIn.CameIntoForce(community, Day(after), Day(until)).Select(pack => pack.Id)).ShouldBe(expected);

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", null);
}
