using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Server.Features.Incidents.Tasks;
using Emergency.Server.Features.People;
using Emergency.Server.Features.People.Gazetteer;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Places.Shapes;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Incidents.Areas;

/// <summary>Endpoints for the place of a case (哪栋楼？): from registered buildings, with a single click, or from the map.</summary>
internal static class BuildingEndpoints
{
    private const int MostShown = 20,
        LongestQuestion = 100;

    public static RouteGroupBuilder MapBuildings(this RouteGroupBuilder api)
    {
        api.MapGet("/incidents/{id:guid}/buildings", Find).Needs(IncidentPermissions.Locate);
        api.MapPost("/incidents/{id:guid}/locate", Locate).Needs(IncidentPermissions.Locate);
        api.MapPost("/incidents/{id:guid}/building", Choose).Needs(IncidentPermissions.Locate);
        return api;
    }

    /// <summary>
    /// Buildings of three households or more, and groups, of the asker's own area: those that fit the case's own address, or
    /// the typed text (?q=), first. No unit, room, household or count. At most 20; at most 40 questions in 10 s.
    /// </summary>
    public static async Task<Outcome<BuildingsShown>> Find(
        Guid id,
        Asked asked,
        IncidentSight sight,
        ISealing sealing,
        BuildingPace pace,
        string? q,
        CancellationToken stop
    )
    {
        if (q?.Length > LongestQuestion)
            return Problem.Bad($"?q: at most {LongestQuestion} characters");
        var (seen, problem) = await sight.Read(asked, id, stop);
        if (seen is null)
            return problem;
        if (pace.Ask(asked.Account, asked.Now) is { } wait)
            return Outcome<BuildingsShown>.FromProblem(new Problem("buildings.too-many", []), wait);
        var places = seen.Known.Of<PlacesKnown>(asked.Realm);
        var spots = Spots(seen).Select(spot => (Spot: spot, Name: Addresses.Short(places.RegisterName(spot.Community))));
        var address = Addresses.Plain(IncidentShown.Of(seen, sealing) is { } shown ? $"{shown.Address} {shown.Title}" : "");
        var ranked = spots
            .Where(one => string.IsNullOrWhiteSpace(q) || Addresses.Says(q, one.Spot, one.Name))
            .Select(one => (one.Spot, one.Name, Fit: Addresses.Fit(address, one.Spot, one.Name)))
            // A given community outranks any fit of the text.
            .OrderByDescending(one => one.Spot.Community == seen.Incident.State.Community)
            .ThenByDescending(one => one.Fit)
            .ThenBy(one => Metres(seen, one.Spot))
            .Take(MostShown);
        return new Outcome<BuildingsShown>(
            new([.. ranked.Select(one => Shown(places, one.Spot, one.Fit))], seen.Known.At.Value),
            seen.Known.At
        );
    }

    /// <summary>
    /// Places the incident at a building: removes 位置待核实, draws the usual circle where no area was drawn, and starts the card
    /// of the plan in force for this kind of incident. Area and cards of a former place are taken back.
    /// </summary>
    public static async Task<Outcome<PlaceGiven>> Choose(
        Guid id,
        ChosenBuilding body,
        Asked asked,
        IncidentSight sight,
        CardActivation activation,
        Sending sending,
        CancellationToken stop
    )
    {
        if (ChosenBuilding.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (await sight.Find(asked, id, stop) is not { } seen)
            return Problem.NotFound;
        if (seen.May(IncidentPermissions.Read) is { } unseen)
            return unseen;
        if (asked.Allow(IncidentPermissions.Locate, new Place(body.Community!)).Problem is { } problem)
            return problem;
        var wanted = Spots(seen)
            .FirstOrDefault(spot =>
                spot.Community == body.Community
                && spot.Building == body.Building
                && (spot.Building is null ? spot.Grid == body.Grid : spot.Estate == body.Estate)
            );
        if (wanted is null)
            return new Problem("buildings.unknown", []);
        var located = new Located(wanted.Point, Domain.Places.Datum.Wgs84, wanted.Point);
        const int moving = 10;
        var moved = await Moving.TakeBack(
            seen,
            new Place(wanted.Community, wanted.Grid, wanted.Building),
            wanted.Point,
            sending,
            moving,
            stop
        );
        if (moved.Problem is { } stays)
            return stays;
        var ended = moved.Value!.Cards;
        var told = await seen.Send(
            sending,
            IncidentPermissions.Locate,
            by => new VerifyLocation(located, Divisions.County(wanted.Community), wanted.Community, wanted.Grid, by, asked.Now),
            stop
        );
        if (!told.Accepted)
            return told.With(new PlaceGiven(id, 0, false, null, ended));
        var position = told.Position;
        // Each step depends on the result of the one before.
        if (await sight.Newest(asked.Next(1), id, stop) is not { } placed)
            return new Outcome<PlaceGiven>(new PlaceGiven(id, position.Value, false, null, ended), position);
        var drawn = placed.Incident.State.Impact is not null;
        if (!drawn)
        {
            var area = new Area.Circle(wanted.Point, placed.Known.InForce.Value(Deadlines.UsualArea, wanted.Community));
            var answer = await AreaDrawing.Draw(
                placed,
                area,
                CardActivation.Own(placed, area, wanted.Community),
                placed.Asked,
                sending,
                stop
            );
            drawn = answer.Problem is null;
            if (drawn && answer.Value is { } done)
                position = new(done.Position);
        }
        // The running card goes on when a place is corrected within the area.
        if (
            await sight.Newest(asked.Next(2), id, stop) is not { } ready
            || (seen.Incident.State.Doubt is null && ready.Incident.State.Cards.Any(one => one.Community == wanted.Community))
            || CardEndpoints.Fitting(ready, wanted.Community) is not { } card
        )
            return new Outcome<PlaceGiven>(new PlaceGiven(id, position.Value, drawn, null, ended), position);
        var started = await activation.Activate(ready, wanted.Community, card.Card, stop);
        if (started is { Problem: null, Value: { } runs })
            position = new(runs.Position);
        return new Outcome<PlaceGiven>(
            new PlaceGiven(id, position.Value, drawn, started.Problem is null ? card.Title : null, ended),
            position
        );
    }

    /// <summary>Sets the real place, removes 位置待核实, and takes back area and cards of a former place.</summary>
    public static async Task<Outcome<Recorded>> Locate(Guid id, WhereItIs body, Act act, Sending sending)
    {
        if (WhereItIs.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (await act.Incident(id) is not { Value: { } seen })
            return Problem.NotFound;
        var location = Locating.Of(body.Point)!;
        var (where, doubt) = Placing.Around(
            seen.Known.Of<PlacesKnown>(act.Asked.Realm),
            location,
            body.Community,
            seen.Incident.State.County
        );
        if (doubt is not null && where.Community is null)
            return Problem.Bad("$.lon: in no known division; name the community");
        // Moving an incident needs the permission at both places.
        if (act.Asked.Allow(IncidentPermissions.Locate, new Place(where.Division)).Problem is { } problem)
            return problem;
        var moved = where.Community is { } community
            ? await Moving.TakeBack(seen, new Place(community, body.Grid), location.Point, sending, 1, act.Stop)
            : new Moved(0);
        if (moved.Problem is { } stays)
            return stays;
        var sent = await act.Send(
            IncidentPermissions.Locate,
            seen.Incident.Answering(act.Asked, IncidentPermissions.Locate),
            seen.Entity,
            by => new VerifyLocation(location, where.County, where.Community, body.Grid, by, act.Now),
            () => seen.Alerted
        );
        return sent.With(new Recorded(id, sent.Position.Value));
    }

    private const int FitsBuilding = 8;

    internal static BuildingShown Shown(PlacesKnown places, Spot spot, int fit) =>
        new(
            spot.Community,
            Addresses.Short(places.Name(spot.Community)),
            spot.Building is null ? spot.Grid : null,
            spot.Estate,
            spot.Building,
            spot.Point,
            fit >= FitsBuilding
        );

    private static IEnumerable<Spot> Spots(IncidentSeen seen) =>
        Spots(seen.Asked, seen.Known.Of<ResidentsKnown>(seen.Asked.Realm), seen.Known.Of<PlacesKnown>(seen.Asked.Realm));

    /// <summary>Spots at which the asker can place an incident.</summary>
    internal static IEnumerable<Spot> Spots(Asked asked, ResidentsKnown residents, PlacesKnown places) =>
        residents
            .Registers.Keys.Where(code => asked.Allow(IncidentPermissions.Locate, new Place(code)).Problem is null)
            .Order(StringComparer.Ordinal)
            .SelectMany(code => Buildings.Of(residents, code, Addresses.Short(places.RegisterName(code))));

    private static double Metres(IncidentSeen seen, Spot spot) =>
        seen.Incident.State.Location is { } near ? Earth.Distance(Ground.At(near.Point), Ground.At(spot.Point)) : 0;
}

/// <summary>Limits to 40 questions in 10 s: as fast as anybody types, too slow to copy a county's buildings.</summary>
internal sealed class BuildingPace
{
    private readonly Pace _pace = new(40, TimeSpan.FromSeconds(10));

    public TimeSpan? Ask(AccountId account, DateTimeOffset now) => _pace.Ask(account, now);
}

internal sealed record BuildingsShown(IReadOnlyList<BuildingShown> Items, long Position);

/// <summary>
/// A building, or a group where <paramref name="Building"/> is null. <paramref name="Fits"/>: true when the case's own
/// address names it.
/// </summary>
internal sealed record BuildingShown(
    string Community,
    string CommunityName,
    string? Grid,
    string? Estate,
    string? Building,
    GeoPoint Point,
    bool Fits
);

/// <summary>The real place. The community is found by the point where it is left out.</summary>
internal sealed record WhereItIs(double? Lon, double? Lat, Domain.Places.Datum? Datum, string? Community, string? Grid)
{
    public PointText Point => new(Lon, Lat, Datum);

    public static IReadOnlyList<string> Faults(WhereItIs body) =>
        [
            .. Checks.Point(body.Point, "$"),
            .. Checks.Need(body.Community is null || Divisions.IsCommunity(body.Community), "$.community: 12 digits"),
        ];
}

/// <summary>A chosen building or group of the offered ones, by its names.</summary>
internal sealed record ChosenBuilding(string? Community, string? Grid, string? Estate, string? Building)
{
    public static IReadOnlyList<string> Faults(ChosenBuilding body) =>
        [
            .. Checks.Need(Divisions.IsCommunity(body.Community), "$.community: 12 digits"),
            .. Checks.Need(body.Building is not null || body.Grid is not null, "$: a building or a grid"),
        ];
}

/// <summary>
/// Result of the choice: whether an area is drawn, the title of the started card (null where no plan has one for this
/// kind, or it runs already), and the number of cards that ended because they ran for a former place.
/// </summary>
internal sealed record PlaceGiven(Guid Id, long Position, bool Area, string? Card, int Ended);
