using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Grids;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Domain.Teams;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Communities;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Grids;

/// <summary>The new state of a grid or an estate.</summary>
/// <param name="Boundary">Its ground as a GeoJSON polygon or multipolygon, WGS84, at most 2,000 corners; null where it is not drawn on the map.</param>
/// <param name="Was">The state as it was seen; null where it is new or stands only in registers.</param>
internal sealed record NewQuarter(
    QuarterKind? Kind,
    string? Name,
    IReadOnlyList<string>? Buildings,
    MemberId? Chief = null,
    JsonElement? Boundary = null,
    QuarterSeen? Was = null
)
{
    public static IReadOnlyList<string> Faults(NewQuarter body) =>
        [
            .. Checks.Need(body.Kind is not null, "$.kind: needed"),
            .. Checks.Text(body.Name, "$.name", 40, needed: true),
            .. Checks.Need(
                (body.Buildings ?? []) is { Count: <= 300 } all && all.All(one => one is { Length: > 0 and <= 40 }),
                "$.buildings: at most 300, each up to 40 characters"
            ),
        ];

    public Quarter Whole(Area.Polygons? boundary) =>
        new(
            Kind!.Value,
            Name!.Trim(),
            [.. (Buildings ?? []).Select(one => one.Trim()).Distinct(StringComparer.Ordinal)],
            Kind == QuarterKind.Grid ? Chief : null,
            boundary
        );
}

internal sealed record QuarterSeen(ListOf<string> Buildings, MemberId? Chief, Area? Boundary = null);

/// <summary>A grid or estate, and the reason of its removal.</summary>
internal sealed record QuarterNamed(QuarterKind? Kind, string? Name, string? Why = null)
{
    public static IReadOnlyList<string> Faults(QuarterNamed body) =>
        [
            .. Checks.Need(body.Kind is not null, "$.kind: needed"),
            .. Checks.Text(body.Name, "$.name", 40, needed: true),
            .. Checks.Text(body.Why, "$.why", 200),
        ];
}

/// <param name="Written">Number of records that have been corrected.</param>
/// <param name="Left">Number of records still to correct: ask again.</param>
/// <param name="Answers">State of the people responsible for it; null where there are none.</param>
internal sealed record QuarterFollowed(int Written, int Left, GridStanding? Answers, long Position);

/// <summary>Endpoints for 网格 and 小区, drawn, changed and removed by the street or the committee.</summary>
internal static class QuarterEndpoints
{
    /// <summary>Largest number of records corrected by a request.</summary>
    private const int Most = 200;

    /// <summary>Number of times that ground is judged anew while others draw beside it.</summary>
    private const int MostTries = 3;

    public static RouteGroupBuilder MapQuarterActs(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/communities/{code}/quarters").WithTags("quarters");
        routes.MapGet("/", List).Needs(QuarterPermissions.Read);
        api.MapGet("/divisions/{code}/grids", Grids).Needs(QuarterPermissions.Read).WithTags("quarters");
        routes.MapPost("/", Draw).Needs(QuarterPermissions.Draw);
        routes.MapPost("/remove", Remove).Needs(QuarterPermissions.Draw);
        routes.MapPost("/follow", Follow).Needs(QuarterPermissions.Draw);
        return api;
    }

    /// <summary>
    /// Grids and estates with their buildings, chiefs and number of residents. Grids that nobody has drawn come from the
    /// registers.
    /// </summary>
    public static Outcome<QuartersShown> List(string code, Asked asked, Known known)
    {
        var (seen, problem) = CommunitySeen.Find(known, asked, QuarterPermissions.Read, code);
        return seen is null ? problem : new Outcome<QuartersShown>(new QuartersQuery(known, code).Shown(), known.At);
    }

    /// <summary>
    /// The ground of the grids of a street or a community, with the chief of each. A county asks street by street, because
    /// all of it at once is too large.
    /// </summary>
    public static Outcome<GridGrounds> Grids(string code, Asked asked, Known known)
    {
        if (!Divisions.IsCode(code) || code.Length < 9)
            return Problem.NotFound;
        return asked.Allow(QuarterPermissions.Read, asked.Within(QuarterPermissions.Read, code)).Problem is { } problem
            ? problem
            : new Outcome<GridGrounds>(GridGrounds.Of(known, code), known.At);
    }

    /// <summary>
    /// Draws or changes a grid or estate: its buildings, its ground and, for a grid, its chief. A refusal names the building
    /// that lies in another of the kind, or the other whose ground it covers.
    /// </summary>
    public static async Task<Outcome<Done>> Draw(string code, NewQuarter body, Act act)
    {
        if (NewQuarter.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        for (var tries = 0; ; tries++)
        {
            var drawn = await DrawnOn(code, body, act, await act.Use<Folding>().Newest(act.Stop));
            // Another desk drew beside it between check and command: the ground is judged again.
            if (drawn.Problem?.Code != Domain.Grids.Quarters.GroundMoved.Text || tries >= MostTries)
                return drawn;
        }
    }

    private static async Task<Outcome<Done>> DrawnOn(string code, NewQuarter body, Act act, Known known)
    {
        var (seen, problem) = CommunitySeen.Find(known, act.Asked, QuarterPermissions.Draw, code);
        if (seen is null)
            return problem;
        var (boundary, against) = new QuarterGround(known, code).Read(body);
        if (against is not null)
            return against;
        var quarter = body.Whole(boundary);
        if (quarter.Chief is { } chief && !known.Of<TeamsKnown>(Entities.Live).Of(code).Members.ContainsKey(chief))
            return Problem.Of(Team.UnknownMember, chief.ToString());
        var was = body.Was is { } saw
            ? quarter with
            {
                Buildings = saw.Buildings,
                Chief = saw.Chief,
                Boundary = saw.Boundary as Area.Polygons,
            }
            : null;
        var beside = known.Of<QuartersKnown>(Entities.Live).Of(code).Beside(quarter);
        var sent = await act.Send(
            QuarterPermissions.Draw,
            new Place(code),
            Entities.Quarters(code),
            by => new DrawQuarter(quarter, was, by, act.Now, beside)
        );
        return sent.With(new Done());
    }

    /// <summary>
    /// Removes a grid or estate. The records of its residents keep the name until another one is drawn over their buildings.
    /// </summary>
    public static async Task<Outcome<Done>> Remove(string code, QuarterNamed body, Act act)
    {
        if (QuarterNamed.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var (seen, problem) = CommunitySeen.Find(act.Use<Folding>().Now, act.Asked, QuarterPermissions.Draw, code);
        if (seen is null)
            return problem;
        var why = await act.SealText(Names.Key(act.Asked.Account), body.Why);
        var sent = await act.Send(
            QuarterPermissions.Draw,
            new Place(code),
            Entities.Quarters(code),
            by => new RemoveQuarter(body.Kind!.Value, body.Name!.Trim(), why, by, act.Now)
        );
        return sent.With(new Done());
    }

    /// <summary>
    /// Corrects the records of a grid's residents and of the people responsible for it: at most 200 at once, noted in the
    /// history of each. An account's new sight of the grid waits for somebody else's consent.
    /// </summary>
    public static async Task<Outcome<QuarterFollowed>> Follow(string code, QuarterNamed body, Act act)
    {
        if (QuarterNamed.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var known = await act.Use<Folding>().Newest(act.Stop);
        var (seen, problem) = CommunitySeen.Find(known, act.Asked, QuarterPermissions.Draw, code);
        if (seen is null)
            return problem;
        var quarters = known.Of<QuartersKnown>(Entities.Live).Of(code);
        if (body.Kind != QuarterKind.Grid || quarters.Find(QuarterKind.Grid, body.Name!.Trim()) is not { } grid)
            return Problem.Of(Domain.Grids.Quarters.Unknown, body.Name!);
        var register = await act.Use<StoredRegister>().Of(Entities.Live, code, act.Stop);
        var all = Behind(act, register, grid).ToList();
        var (at, written) = (known.At, 0);
        foreach (var make in all.Take(Most))
        {
            var sent = await act.Use<Sending>()
                .Send(
                    act.Asked.Next(written),
                    QuarterPermissions.Draw,
                    new Place(code),
                    Entities.Residents(Entities.Live, code),
                    make,
                    stop: act.Stop
                );
            // The same record is being corrected by somebody else: it stays behind, and is shown so.
            if (!sent.Accepted && sent.Problem?.Code != Residents.ChangedMeanwhile.Text)
                return sent.With<QuarterFollowed>(null!);
            at = sent.Accepted ? sent.Position : at;
            written++;
        }
        var (last, against) = await new GridFollows(act, known, code, grid).Follow();
        if (against is not null)
            return against;
        at = last ?? at;
        var now = await act.Use<Folding>().With(view => view.At.Value >= at.Value, act.Stop);
        return new Outcome<QuarterFollowed>(new(written, all.Count - written, new GridAnswers(now, code).Of(grid), at.Value), at);
    }

    private static IEnumerable<Func<By, Command>> Behind(Act act, Residents register, Quarter grid)
    {
        bool Lies(string? building) => building is not null && grid.Buildings.Contains(building, StringComparer.Ordinal);
        foreach (var home in register.Households.Values.OrderBy(one => one.Id.Value))
            if (home.Grid != grid.Name && Lies(act.Sealing.Open<HouseholdContact>(home.Contact)?.Building))
                yield return by => new CorrectHousehold(home with { Grid = grid.Name }, home, [HouseholdField.Grid], null, by, act.Now);
        foreach (var person in register.Persons.Values.OrderBy(one => one.Id.Value))
            if (person.Grid != grid.Name && Lies(act.Sealing.Open<PersonContact>(person.Contact)?.Building))
                yield return by => new CorrectPerson(
                    person with
                    {
                        Grid = grid.Name,
                    },
                    SeenPerson.Of(person),
                    [PersonField.Grid],
                    null,
                    by,
                    act.Now
                );
    }
}
