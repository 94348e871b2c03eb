using Emergency.Domain;
using Emergency.Domain.Rhythms;
using Emergency.Domain.Teams;
using Emergency.Server.Features.Hazards;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Plans;
using Emergency.Server.Features.Stock;
using Emergency.Server.Features.Teams;
using Emergency.Server.Infrastructure.Due;

namespace Emergency.Server.Across.Today;

/// <summary>盘点: lots that were not counted since.</summary>
internal class StocktakingAnswered : IRoundAnswered
{
    public virtual string Duty => DutyRhythm.Stocktaking;
    public string Part => "stock";

    public int Left(RoundAsked asked) =>
        asked.Known.Of<SuppliesKnown>().Of(asked.Community).Lots.Values.Count(lot => !(lot.Facts.CheckedOn >= Shanghai.Day(asked.Since)));
}

/// <summary>换批: lots that expire within a month of the duty's day.</summary>
internal class ExpiryAnswered : IRoundAnswered
{
    private const int Ahead = 30;

    public virtual string Duty => DutyRhythm.Expiry;
    public string Part => "stock";

    public int Left(RoundAsked asked) =>
        asked
            .Known.Of<SuppliesKnown>()
            .Of(asked.Community)
            .Lots.Values.Count(lot => lot.Facts.ExpiresOn <= Shanghai.Day(asked.Since).AddDays(Ahead));
}

/// <summary>The same for a street's own store, in its own part of the page.</summary>
internal sealed class StreetStocktakingAnswered : StocktakingAnswered
{
    public override string Duty => DutyRhythm.StreetStocktaking;
}

/// <summary>The same for a street's own store.</summary>
internal sealed class StreetExpiryAnswered : ExpiryAnswered
{
    public override string Duty => DutyRhythm.StreetExpiry;
}

/// <summary>训练: rescuers without training since half a year before the duty's day.</summary>
internal sealed class TrainingAnswered : IRoundAnswered
{
    private const int Before = 180;

    public string Duty => DutyRhythm.TeamTraining;
    public string Part => "team";

    public int Left(RoundAsked asked) =>
        asked.Known.Of<TeamsKnown>().Of(asked.Community).State.UntaughtSince(Shanghai.Day(asked.Since).AddDays(-Before)).Count;
}

/// <summary>预案: it was neither approved nor evaluated since.</summary>
internal sealed class PlanReviewAnswered : IRoundAnswered
{
    public string Duty => DutyRhythm.PlanReview;
    public string Part => "plan";

    public int Left(RoundAsked asked) =>
        asked.Known.Of<PlansKnown>().Of(asked.Community).State is { InForce: not null } plan
        && !(plan.ApprovedAt >= asked.Since)
        && !(plan.EvaluatedAt >= asked.Since)
            ? 1
            : 0;
}

/// <summary>排班: shifts of the next seven days without anybody.</summary>
internal sealed class RosterAnswered : IRoundAnswered
{
    public string Duty => DutyRhythm.RosterWeek;
    public string Part => "roster";
    public string Opens => "tab=week";

    public int Left(RoundAsked asked) => RosterGaps.Of(asked.Known, Foundation.Entities.Live, asked.Community, asked.Now).Count();
}

/// <summary>隐患: hazards found before the duty's day and not struck off.</summary>
internal sealed class HazardReviewAnswered : IRoundAnswered
{
    public string Duty => DutyRhythm.HazardReview;
    public string Part => "hazards";

    public int Left(RoundAsked asked) =>
        HazardsKnown
            .In(asked.Known, asked.Community)
            .Count(one => one.State.Open && Shanghai.Day(one.State.FoundAt) < Shanghai.Day(asked.Since));
}

/// <summary>名单: records that nobody has checked in the quarter before the duty's day.</summary>
internal sealed class RegisterReviewAnswered : IRoundAnswered
{
    private const int Quarter = 90;

    public string Duty => DutyRhythm.RegisterReview;
    public string Part => "residents";

    public int Left(RoundAsked asked) =>
        asked
            .Known.Of<ResidentsKnown>()
            .PersonsOf(asked.Community)
            .Count(person => !(person.Listed.CheckedOn >= Shanghai.Day(asked.Since).AddDays(-Quarter)));
}

/// <summary>The gaps of a roster; none where there is no team.</summary>
internal static class RosterGaps
{
    public static IReadOnlyList<ShiftGap> Of(
        Infrastructure.Views.Known known,
        string realm,
        string community,
        DateTimeOffset now,
        int ahead = ShiftGaps.Ahead
    ) =>
        known.Of<TeamsKnown>(realm).Of(community).State is { Members.IsEmpty: false } team
            ? ShiftGaps.Of(team, known.InForce, community, now, ahead)
            : [];
}
