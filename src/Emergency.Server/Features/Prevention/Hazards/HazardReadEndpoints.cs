using Emergency.Domain;
using Emergency.Domain.Hazards;
using Emergency.Domain.Links;
using Emergency.Domain.Places;
using Emergency.Server.Features.Links;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Keys;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Hazards;

/// <summary>Endpoints that load hazards: of a community, of a street, a single one with its history, and points for a map.</summary>
internal static class HazardReadEndpoints
{
    private const int OftenEnough = 3;

    public static RouteGroupBuilder MapHazardReads(this RouteGroupBuilder api)
    {
        api.MapGet("/communities/{code}/hazards", Community).Needs(HazardPermissions.Read);
        api.MapGet("/communities/{code}/hazards/{hazardId:guid}", One).Needs(HazardPermissions.Read);
        api.MapGet("/streets/{code}/hazards", Street).Needs(HazardPermissions.Read);
        api.MapGet("/divisions/{code}/hazard-points", Points).Needs(HazardPermissions.Read);
        return api;
    }

    /// <summary>All open hazards, those closed this quarter, and recurring ones.</summary>
    public static async Task<Outcome<HazardsShown>> Community(string code, Act act)
    {
        if (!Divisions.IsCommunity(code))
            return Problem.NotFound;
        if (act.Asked.Allow(HazardPermissions.Read, act.Asked.Within(HazardPermissions.Read, code)).Problem is { } problem)
            return problem;
        var known = await act.Use<Folding>().Newest(act.Stop);
        var today = Shanghai.Day(act.Now);
        var quarter = Shanghai.At(new DateOnly(today.Year, ((today.Month - 1) / 3 * 3) + 1, 1), 0);
        List<HazardKnown> all = [.. HazardsKnown.In(known, code).Where(one => one.State.Stage != HazardStage.Dropped)];
        var shown = all.Where(one => one.State.Stage != HazardStage.Closed || one.State.Since >= quarter)
            .OrderBy(one => one.State.Stage)
            .ThenByDescending(one => one.State.Facts!.Danger)
            .ThenByDescending(one => one.State.LateLevel)
            .ThenBy(one => one.State.DueOn ?? DateOnly.MaxValue)
            .ThenByDescending(one => one.State.FoundAt)
            .Select(one => HazardItem.Of(one, act.Sealing, today));
        return new Outcome<HazardsShown>(
            new(
                code,
                known.Of<PlacesKnown>(Entities.Live).Name(code),
                today,
                HazardFigures.Of(code, all),
                all.Count(one => one.State.Stage == HazardStage.Closed && one.State.Since >= quarter),
                [.. shown],
                [.. Recurring(all, act.Now)],
                HazardKindShown.All,
                Sheet(known, code, act),
                known.At.Value
            ),
            known.At
        );
    }

    /// <summary>A hazard with all its events.</summary>
    public static async Task<Outcome<HazardOne>> One(string code, Guid hazardId, Act act)
    {
        if (!Divisions.IsCommunity(code))
            return Problem.NotFound;
        if (act.Asked.Allow(HazardPermissions.Read, act.Asked.Within(HazardPermissions.Read, code)).Problem is { } problem)
            return problem;
        var known = await act.Use<Folding>().Newest(act.Stop);
        if (HazardsKnown.Of(known, code, new(hazardId)) is not { } one)
            return Problem.Of(HazardCase.Unknown);
        var history = await act.Use<HazardHistory>().Of(one.Id, known, act.Stop);
        return new Outcome<HazardOne>(
            new(
                HazardItem.Of(one, act.Sealing, Shanghai.Day(act.Now)),
                history,
                LinkStood.Of(known.Of<LinksKnown>(Entities.Live).Of(hazardId, LinkPurpose.HazardOwner)),
                known.At.Value
            ),
            known.At
        );
    }

    /// <summary>The communities of a street in figures, and the hazards that the street itself has in hand.</summary>
    public static Outcome<StreetHazards> Street(string code, Act act)
    {
        if (!Divisions.IsCode(code) || code.Length != 9)
            return Problem.NotFound;
        if (act.Asked.Allow(HazardPermissions.Read, new Place(code)).Problem is { } problem)
            return problem;
        var (known, today) = (act.Use<Folding>().Now, Shanghai.Day(act.Now));
        var (rows, own) = (new List<StreetHazardCommunity>(), new List<HazardItem>());
        foreach (var community in known.Of<PlacesKnown>(Entities.Live).Communities(code))
        {
            List<HazardKnown> all = [.. HazardsKnown.In(known, community.Code)];
            rows.Add(new(community.Code, community.Name, HazardFigures.Of(community.Code, all)));
            own.AddRange(all.Where(one => HazardFigures.IsStreets(one.State)).Select(one => HazardItem.Of(one, act.Sealing, today)));
        }
        return new Outcome<StreetHazards>(new(code, today, rows, own, known.At.Value), known.At);
    }

    /// <summary>Points of the open hazards in a county, street or community.</summary>
    public static Outcome<HazardPoints> Points(string code, Act act)
    {
        if (!Divisions.IsCode(code) || code.Length < 6)
            return Problem.NotFound;
        if (act.Asked.Allow(HazardPermissions.Read, act.Asked.Within(HazardPermissions.Read, code)).Problem is { } problem)
            return problem;
        var known = act.Use<Folding>().Now;
        var items = known
            .Of<PlacesKnown>(Entities.Live)
            .Communities(code)
            .SelectMany(community => HazardsKnown.In(known, community.Code))
            .Where(one => one.State.Open && one.State.Facts!.Location is not null)
            .Select(one => new HazardPoint(
                one.Id,
                one.State.Community,
                one.State.Facts!.Kind,
                one.State.Facts.Level,
                one.State.Facts.Danger,
                one.State.Stage,
                one.State.LateLevel,
                one.State.Facts.Location!.Point
            ));
        return new Outcome<HazardPoints>(new(code, [.. items], known.At.Value), known.At);
    }

    /// <summary>Hazards of the same kind at the same place, three or more within a year.</summary>
    internal static IEnumerable<RecurringHazard> Recurring(IEnumerable<HazardKnown> all, DateTimeOffset now) =>
        all.Where(one => one.State.Counts && one.State.FoundAt > now.AddDays(-366) && PlaceOf(one.State.Facts!) is not null)
            .GroupBy(one => (one.State.Facts!.Kind, Place: PlaceOf(one.State.Facts)!))
            .Where(group => group.Count() >= OftenEnough)
            .Select(group =>
            {
                List<HazardKnown> times = [.. group.OrderByDescending(one => one.State.FoundAt)];
                var put = times.Find(one => one.State.Proposal is { Taken: not false });
                var latest = put ?? times[0];
                return new RecurringHazard(
                    group.Key.Kind,
                    group.Key.Place,
                    times.Count,
                    latest.Id,
                    [.. times.Where(one => one != latest).Select(one => one.Id)],
                    put is not null
                );
            });

    private static string? PlaceOf(HazardFacts facts) => facts.Building ?? facts.Grid;

    // A repeated print is the same: address and code follow from the link's id.
    private static HazardSheet? Sheet(Known known, string code, Act act) =>
        act.Asked.Allow(HazardPermissions.Keep, new Place(code)).Problem is null
        && known.Of<LinksKnown>(Entities.Live).Of(HazardReportEndpoints.Box(code), LinkPurpose.HazardReport)
            is { State: { Stage: LinkStage.Open } state } link
        && state.Until > act.Now
            ? new(link.Id, $"/link?hazard#{LinkToken.Draw(link.Id, act.Use<Keyring>()).Token}", state.Until)
            : null;
}
