using Emergency.Domain.Communities;
using Emergency.Domain.Places;

namespace Emergency.Domain.Regulations;

/// <summary>What the registers of one community show at an instant, as far as a duty can be judged by it. Nobody is named.</summary>
/// <param name="InForce">The deadlines in force at that instant.</param>
/// <param name="Checked">For each person at risk the day the record was checked last; null where it never was.</param>
/// <param name="EntrustedUntil">For each minor who was ever entrusted to somebody the last day of it; the last day there is where it has no end.</param>
/// <param name="Drilled">The days of evaluated drills that count.</param>
public sealed record CommunityFacts(
    string Community,
    DateTimeOffset Now,
    InForce InForce,
    Plan Plan,
    Team Team,
    ListOf<LotFacts> Lots,
    ListOf<Hazard> Hazards,
    ListOf<DateOnly?> Checked,
    ListOf<DateOnly> EntrustedUntil,
    ListOf<DateOnly> Drilled
)
{
    /// <summary>In Asia/Shanghai.</summary>
    public DateOnly Today => Shanghai.Day(Now);
}
