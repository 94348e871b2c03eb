using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.Features.Communities;
using Emergency.Server.Features.Hazards;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Plans;
using Emergency.Server.Features.Stock;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.CommunityOverview;

/// <summary>A community at a glance.</summary>
/// <param name="Successor">The code in use today, where this one was given up.</param>
/// <param name="Residents">Null for an asker who may not know.</param>
internal sealed record CommunityShown(
    string Code,
    string Name,
    string Kind,
    DivisionNamed County,
    DivisionNamed Street,
    string? Successor,
    bool Synthetic,
    CommunityCounts Counts,
    ResidentCounts? Residents,
    PlanShown Plan,
    IReadOnlyList<OnDuty> OnDuty,
    long Position
)
{
    /// <summary>The communities in which its people are now, where it was split or merged, the one with most of them first.</summary>
    public IReadOnlyList<DivisionNamed> Successors { get; init; } = [];

    /// <summary>The first day without it.</summary>
    public DateOnly? EndedOn { get; init; }
}

internal sealed record CommunityList(IReadOnlyList<CommunityShown> Items, long Position);

internal sealed record CommunityCounts(int Members, int Lots, int LotsLow, int LotsExpired, int Shelters, int Hazards);

/// <summary>Households (户), people living in them (人), persons at risk (重点关爱).</summary>
internal sealed record ResidentCounts(int Households, int People, int AtRisk);

/// <summary>A community as a whole.</summary>
internal static class CommunityEndpoints
{
    public static RouteGroupBuilder MapCommunity(this RouteGroupBuilder api)
    {
        api.MapGet("/divisions/{code}/communities", List).Needs(PlacePermissions.Read).WithTags("communities");
        api.MapGet("/communities/{code}", Read).Needs(PlacePermissions.Read).WithTags("communities");
        return api;
    }

    /// <summary>Shows a community's figures, the state of its plan, and the people on duty now.</summary>
    public static Outcome<CommunityShown> Read(string code, Asked asked, Known known)
    {
        var (seen, problem) = CommunitySeen.Find(known, asked, PlacePermissions.Read, code);
        return seen is null ? problem : new Outcome<CommunityShown>(Shown(seen), known.At);
    }

    /// <summary>The communities of a street (9 digits), or one community (12), at a glance, by code.</summary>
    public static Outcome<CommunityList> List(string code, Asked asked, Known known)
    {
        if (code is not { Length: 9 or 12 } || !Divisions.IsCode(code))
            return Problem.NotFound;
        if (asked.Allow(PlacePermissions.Read, asked.Within(PlacePermissions.Read, code)).Problem is { } problem)
            return problem;
        var codes = known.Of<PlacesKnown>(asked.Realm).Communities(code).Select(community => community.Code).Order(StringComparer.Ordinal);
        return new Outcome<CommunityList>(
            new([.. codes.Select(one => Shown(new CommunitySeen(one, known, asked)))], known.At.Value),
            known.At
        );
    }

    private static CommunityShown Shown(CommunitySeen seen)
    {
        var (places, realm, today) = (seen.Places, seen.Asked.Realm, Shanghai.Day(seen.Asked.Now));
        var (division, lots) = (places.Of(seen.Code)!, seen.Known.Of<SuppliesKnown>(realm).Of(seen.Code).Lots.Values);
        var counts = new CommunityCounts(
            seen.Team().Members.Count,
            lots.Count(),
            lots.Count(lot => LotShown.IsLow(lot)),
            lots.Count(lot => LotShown.IsExpired(lot, today)),
            seen.Known.Of<SheltersKnown>(realm).In(seen.Code).Count(),
            HazardsKnown.In(seen.Known, seen.Code, realm).Count(one => one.State.Open)
        );
        var (county, street) = (seen.Code[..6], seen.Code[..9]);
        return new(
            seen.Code,
            division.Name,
            division.Kind,
            new(county, places.Name(county)),
            new(street, places.Name(street)),
            division.Facts.Successor is null ? null : places.Today(seen.Code),
            division.Facts.Synthetic,
            counts,
            Residents(seen),
            PlanShown.Of(seen.Plan()),
            [.. seen.Team().OnDuty(seen.Asked.Now).Select(duty => TurnShown.Of(seen.Team(), duty))],
            seen.Known.At.Value
        )
        {
            Successors = division.Facts.Successor is { } first
                ? [.. (division.Facts.OtherSuccessors ?? []).Prepend(first).Select(code => new DivisionNamed(code, places.Name(code)))]
                : [],
            EndedOn = division.Facts.EndedOn,
        };
    }

    private static ResidentCounts? Residents(CommunitySeen seen)
    {
        if (!seen.May(PeoplePermissions.ResidentsCount))
            return null;
        var residents = seen.Known.Of<ResidentsKnown>(seen.Asked.Realm);
        var register = residents.Register(seen.Code);
        return new(
            register.Households.Count,
            residents.HouseholdsOf(seen.Code).Sum(household => household.Members),
            register.Persons.Count
        );
    }
}
