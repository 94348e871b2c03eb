using Emergency.Domain;
using Emergency.Domain.Communities;
using Emergency.Domain.Places;
using Emergency.Domain.Regulations;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.CrossFeature.Readiness;

/// <summary>Readiness of the communities of a street: duty by duty the fact, never a rank and no sum per community.</summary>
/// <param name="Gaps">What to do first: late ones, the longest first, then what is due soon.</param>
internal sealed record ReadinessShown(
    string Division,
    string Name,
    DateOnly Today,
    IReadOnlyList<DutyRule> Duties,
    IReadOnlyList<CommunityReadiness> Communities,
    IReadOnlyList<Gap> Gaps,
    long Position
);

/// <summary>One community's cells in the order of the duties.</summary>
/// <param name="Person">Who answers for it: the secretary, else the director.</param>
internal sealed record CommunityReadiness(string Code, string Name, Answering? Person, IReadOnlyList<DutyStanding> Cells);

/// <summary>Whom one rings; the name masked, the number only after it was written down who asks.</summary>
internal sealed record Answering(MemberId Member, TeamRole Role, string Mask);

/// <summary>A cell that is not as it should be.</summary>
internal sealed record Gap(string Community, int Duty);

/// <summary>履职: which duties of readiness are fulfilled, each with its evidence or its gap.</summary>
internal static class ReadinessEndpoints
{
    public static RouteGroupBuilder MapReadiness(this RouteGroupBuilder api)
    {
        api.MapGet("/readiness/{code}", Read).Needs(ReadinessPermissions.Read).WithTags("readiness");
        return api;
    }

    /// <summary>How the communities of a street (9 digits), or one community (12), stand in their duties today.</summary>
    public static Outcome<ReadinessShown> Read(string code, Asked asked, Known known)
    {
        if (code.Length is not (9 or 12) || !Divisions.IsCode(code))
            return Problem.NotFound;
        if (asked.Allow(ReadinessPermissions.Read, new Place(code)).Problem is { } problem)
            return problem;
        var places = known.Of<PlacesKnown>(asked.Realm);
        var duties = DutyRule.For(code);
        var rows = places
            .Communities(code)
            .Where(community => community.Facts.Successor is null)
            .OrderBy(community => community.Code, StringComparer.Ordinal)
            .Select(community => new CommunityReadiness(
                community.Code,
                community.Name,
                Answers(known.Of<TeamsKnown>(asked.Realm).Of(community.Code)),
                Cells(duties, RegisterFacts.Of(community.Code, known, asked.Realm, asked.Now))
            ))
            .ToList();
        return new Outcome<ReadinessShown>(
            new(code, places.Name(code), Shanghai.Day(asked.Now), duties, rows, [.. Gaps(rows)], known.At.Value),
            known.At
        );
    }

    private static IReadOnlyList<DutyStanding> Cells(IReadOnlyList<DutyRule> duties, CommunityFacts facts) =>
        [.. duties.Select(duty => duty.Judge(facts))];

    // An empty shift cannot wait until tomorrow; whatever was never there is longer open than what has a date.
    private static IEnumerable<Gap> Gaps(IEnumerable<CommunityReadiness> rows) =>
        rows.SelectMany(row => row.Cells.Select((standing, duty) => (DutyStanding: standing, Gap: new Gap(row.Code, duty))))
            .Where(cell => cell.DutyStanding.Mark is Mark.Late or Mark.Soon)
            .OrderBy(cell => cell.DutyStanding.Mark == Mark.Soon)
            .ThenBy(cell => cell.DutyStanding.Fact is not (Fact.ShiftEmpty or Fact.Unrostered))
            .ThenBy(cell => cell.DutyStanding.Mark == Mark.Late ? -(cell.DutyStanding.Days ?? int.MaxValue) : cell.DutyStanding.Days ?? 0)
            .ThenBy(cell => cell.Gap.Community, StringComparer.Ordinal)
            .Select(cell => cell.Gap);

    private static Answering? Answers(TeamKnown team) =>
        team
            .Members.Values.Where(member =>
                (member.Facts.Is(TeamRole.Secretary) || member.Facts.Is(TeamRole.Director)) && member.Facts.Availability == Availability.OnPost
            )
            .OrderBy(member => member.Facts.Role)
            .ThenBy(member => member.Facts.Id.Value)
            .Select(member => new Answering(member.Facts.Id, member.Facts.Role, Masks.Name(member.Contact?.Name ?? "")))
            .FirstOrDefault();
}
