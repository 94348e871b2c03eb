using Emergency.Domain.Places;
using Emergency.Domain.Plans;
using Emergency.Domain.Stock;
using Emergency.Domain.Teams;

namespace Emergency.Domain.Regulations;

/// <summary>Facts from the registers of one community at an instant, as far as a duty can be judged by them. Nobody is named.</summary>
/// <param name="InForce">Deadlines in force at that instant.</param>
/// <param name="Checked">Last check of the record of each person at risk; null where it was never checked.</param>
/// <param name="EntrustedUntil">Last day of entrustment of each minor who was ever entrusted to somebody; where it has no end, the last
/// possible date.</param>
/// <param name="Drilled">Days of evaluated drills that count.</param>
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
    /// <summary>Day of that instant in Asia/Shanghai.</summary>
    public DateOnly Today => Shanghai.Day(Now);
}
