using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Domain.Protection;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Finding;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Protection;

/// <summary>
/// Endpoints that load children's cases: the list by age, a case for those in charge, its bare existence for the
/// secretary, figures for the county.
/// </summary>
internal static class ProtectionReadEndpoints
{
    public static RouteGroupBuilder MapProtectionReads(this RouteGroupBuilder api)
    {
        api.MapGet("/protection", List).Needs(ProtectionPermissions.Read);
        api.MapGet("/protection/{childId:guid}", Read).Needs(ProtectionPermissions.Read);
        api.MapGet("/communities/{code}/protection/{personId:guid}", Stands).Needs(ProtectionPermissions.Stands);
        api.MapGet("/counties/{code}/protection", Count).Needs(ProtectionPermissions.Count);
        return api;
    }

    /// <summary>The cases in the asker's area, and those offered to them: late ones first. state: open (default) or closed.</summary>
    public static Outcome<ProtectionPage> List(Act act, string? state = null)
    {
        if (state is not (null or "open" or "closed"))
            return Problem.Bad("?state: open or closed");
        var known = act.Use<Folding>().Now;
        var query = new ProtectionQuery(known, act.Asked);
        var all = query.All(state == "closed");
        return new Outcome<ProtectionPage>(
            new(query.Figures(query.All(closed: false)), [.. all.Select(query.Row)], known.At.Value),
            known.At
        );
    }

    /// <summary>
    /// A case in full. The access is recorded before the answer leaves, and is listed in the case for all who can open it.
    /// </summary>
    public static async Task<Outcome<ProtectionCard>> Read(Guid childId, Act act)
    {
        var (row, known) = await act.Use<Finder<ChildCaseKnown>>().Find(act.Asked, childId, act.Stop);
        if (row is null)
            return Problem.NotFound;
        var (access, sent) = await act.Use<Recording>()
            .Write(
                act.Asked,
                ProtectionPermissions.Read,
                row.Seat(act.Asked),
                byTask: false,
                new(AccessPurpose.Care, null, row.State.Community, [row.Id], Code: ReasonCode.Care),
                act.Stop
            );
        if (!sent.Accepted)
            return sent.With<ProtectionCard>(null!);
        var noted = await act.Send(
            ProtectionPermissions.Read,
            row.Seat(act.Asked),
            Entities.Protection(act.Asked.Realm, row.Id),
            by => new ReadProtection(by, act.Now)
        );
        if (!noted.Accepted)
            return noted.With<ProtectionCard>(null!);
        // With this reading: whoever reads stands in it at once.
        known = await act.Use<Folding>().Newest(act.Stop);
        if (known.Of<ProtectionKnown>(act.Asked.Realm).Find(row.Id) is not { } now)
            return Problem.NotFound;
        var told = await act.Use<ProtectionHistory>().Of(act.Asked.Realm, row.Id, known, act.Stop);
        return new Outcome<ProtectionCard>(new ProtectionQuery(known, act.Asked).Card(now, told, act.Sealing, access.ToString()), known.At);
    }

    /// <summary>Answers whether a child of a community has a case, for the secretary too.</summary>
    public static Outcome<ProtectionStands> Stands(string code, Guid personId, Act act)
    {
        if (!Divisions.IsCommunity(code))
            return Problem.NotFound;
        if (act.Asked.Allow(ProtectionPermissions.Stands, new Place(code)).Problem is { } problem)
            return problem;
        var known = act.Use<Folding>().Now;
        var person = known.Of<People.ResidentsKnown>(act.Asked.Realm).Persons.GetValueOrDefault(new(personId));
        var stands = person?.Community == code && known.Of<ProtectionKnown>(act.Asked.Realm).Stands(new(personId));
        return new Outcome<ProtectionStands>(new(stands, known.At.Value), known.At);
    }

    /// <summary>A county in figures. Figures below three are left out, for the county as for its streets.</summary>
    public static Outcome<ProtectionCount> Count(string code, Act act)
    {
        if (!Divisions.IsCode(code) || code.Length != 6)
            return Problem.NotFound;
        if (act.Asked.Allow(ProtectionPermissions.Count, new Place(code)).Problem is { } problem)
            return problem;
        var known = act.Use<Folding>().Now;
        var (places, today) = (known.Of<PlacesKnown>(act.Asked.Realm), Shanghai.Day(act.Now));
        var open = Open(known, act.Asked, code);
        return new Outcome<ProtectionCount>(
            new(code, new ProtectionQuery(known, act.Asked).Sums(open), ProtectionSums.Few, Streets(open, places, today), known.At.Value),
            known.At
        );
    }

    internal static List<ChildCaseKnown> Open(Known known, Asked asked, string county) =>
        [
            .. known
                .Of<ProtectionKnown>(asked.Realm)
                .All.Values.Where(one => one.State.IsOpen && one.State.Community.StartsWith(county, StringComparison.Ordinal)),
        ];

    internal static IReadOnlyList<StreetProtection> Streets(List<ChildCaseKnown> open, PlacesKnown places, DateOnly today)
    {
        var streets = open.GroupBy(one => Divisions.Street(one.State.Community), StringComparer.Ordinal).ToList();
        var hidden = streets
            .Where(street => street.Count() < ProtectionSums.Few)
            .Select(street => street.Key)
            .ToHashSet(StringComparer.Ordinal);
        // A single hidden street could be worked out from the county's sum.
        if (hidden.Count == 1 && streets.Where(street => street.Count() >= ProtectionSums.Few).MinBy(street => street.Count()) is { } next)
            hidden.Add(next.Key);
        return
        [
            .. streets
                .OrderBy(street => street.Key, StringComparer.Ordinal)
                .Select(street => new StreetProtection(
                    street.Key,
                    places.Name(street.Key),
                    hidden.Contains(street.Key) ? null : street.Count(),
                    hidden.Contains(street.Key) ? null : ProtectionSums.Told(street.Count(one => one.LateDays(today) > 0))
                )),
        ];
    }
}
