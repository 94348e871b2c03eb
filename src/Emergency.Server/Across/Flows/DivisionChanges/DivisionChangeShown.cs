using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.Features.Confirmations;
using Emergency.Server.Features.Places;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.DivisionChanges;

/// <summary>A community that exists after the change.</summary>
/// <param name="Code">12 digits, of the same street.</param>
/// <param name="Name">Required for one that does not exist yet.</param>
internal sealed record NewDivisionNamed(string? Code, string? Name = null);

/// <param name="From">The day it takes effect; within a year of today. It can be done from that day on.</param>
internal sealed record NewDivisionChange(IReadOnlyList<string>? Old, IReadOnlyList<NewDivisionNamed>? New, DateOnly? From)
{
    public static IReadOnlyList<string> Faults(NewDivisionChange body, DateOnly today) =>
        [
            .. Checks.Need(
                body.Old is { Count: > 0 and <= DivisionChange.MostDivisions } old && old.All(Divisions.IsCommunity),
                "$.old: 1 to 12 communities"
            ),
            .. Checks.Need(
                body.New is { Count: > 0 and <= DivisionChange.MostDivisions } to && to.All(one => Divisions.IsCommunity(one?.Code)),
                "$.new: 1 to 12 communities, each with a code of 12 digits"
            ),
            .. (body.New ?? []).SelectMany(one => Checks.Text(one?.Name, "$.new.name", 40)),
            .. Checks.Need(
                body.From is { } from && Math.Abs(from.DayNumber - today.DayNumber) <= 366,
                "$.from: a day within a year of today"
            ),
        ];
}

/// <summary>The destination of some things.</summary>
/// <param name="To">Code of a community that exists afterwards; "": nowhere; null: undecided again.</param>
internal sealed record NewGoing(IReadOnlyList<string>? Things, string? To)
{
    private const int Most = 2_000;

    public static IReadOnlyList<string> Faults(NewGoing body) =>
        [
            .. Checks.Need(
                body.Things is { Count: > 0 and <= Most } all && all.All(one => one is { Length: > 0 and <= 120 }),
                "$.things: 1 to 2000"
            ),
            .. Checks.Need(body.To is null or "" || Divisions.IsCommunity(body.To), "$.to: 12 digits, or empty"),
        ];
}

/// <summary>A request that waits for a second person, until then at the latest.</summary>
internal sealed record DivisionChangeWaits(ConfirmationId Confirmation, DateTimeOffset Until, long Position);

/// <param name="Current">The change in hand; null where there is none.</param>
/// <param name="Done">Earlier changes, the newest first.</param>
internal sealed record DivisionChangesShown(DivisionChangeShown? Current, IReadOnlyList<DivisionChangeDone> Done, long Position)
{
    public static DivisionChangesShown Of(Known known, string street, DateTimeOffset now)
    {
        var all = known.Of<DivisionChangesKnown>();
        var (change, places) = (all.Of(street), known.Of<PlacesKnown>());
        return new(
            change.IsInHand ? Shown(known, street, change, now) : null,
            [
                .. all.FinishedOf(street)
                    .Reverse()
                    .Select(one => new DivisionChangeDone(
                        one.Number,
                        Named(places, one.Old),
                        [.. one.New.Select(to => new DivisionNamed(to.Code, to.Name))],
                        one.From,
                        one.At
                    )),
            ],
            known.At.Value
        );
    }

    private static DivisionChangeShown Shown(Known known, string street, DivisionChange change, DateTimeOffset now)
    {
        var places = known.Of<PlacesKnown>();
        var things = Things.Of(known, change.Old, Shanghai.Day(now));
        var begun = change.Stage == DivisionChangeStage.Begun;
        var waiting = Waiting(known, street, change, now);
        return new(
            change.Number,
            change.Stage,
            Named(places, change.Old),
            [.. change.New.Select(one => new NewDivisionShown(one.Code, one.Name, places.Of(one.Code) is not null))],
            change.From,
            [
                .. things.Select(thing => new ThingShown(
                    thing.Id,
                    thing.Kind,
                    thing.From,
                    thing.Label,
                    thing.Count,
                    thing.Grid,
                    thing.Building,
                    change.Said.GetValueOrDefault(thing.Id)
                )
                {
                    MayEnd = DivisionChange.MayEnd(thing.Id),
                }),
            ],
            change.Unsaid(things.Select(thing => thing.Id)).Count(),
            change.Said.Count,
            begun ? new Steps(known, change, now).Left.Count() : things.Count,
            Things.Blocks(known, street, change.Old),
            waiting?.Id,
            waiting?.State.Until
        );
    }

    /// <summary>The request that was made and neither answered nor carried out yet.</summary>
    public static ConfirmationKnown? Waiting(Known known, string street, DivisionChange change, DateTimeOffset now)
    {
        var all = known.Of<ConfirmationsKnown>();
        return all
            .Waiting.Union(all.Confirmed)
            .Select(id => all.All[id])
            .FirstOrDefault(one => one.Act == DivisionChangeAct.Of(street, change.Number) && (!one.Waits || one.State.Until > now));
    }

    private static IReadOnlyList<DivisionNamed> Named(PlacesKnown places, IEnumerable<string> codes) =>
        [.. codes.Select(code => new DivisionNamed(code, places.Name(code)))];
}

/// <param name="Unsaid">Number of things without a decision.</param>
/// <param name="Said">Number of things with a decision.</param>
/// <param name="Left">Number of things not moved yet.</param>
/// <param name="Blocks">Running matters that must end before.</param>
/// <param name="Waiting">Request that waits for a second person, and its deadline.</param>
internal sealed record DivisionChangeShown(
    int Number,
    DivisionChangeStage Stage,
    IReadOnlyList<DivisionNamed> Old,
    IReadOnlyList<NewDivisionShown> New,
    DateOnly From,
    IReadOnlyList<ThingShown> Things,
    int Unsaid,
    int Said,
    int Left,
    ListOf<DivisionChangeBlock> Blocks,
    ConfirmationId? Waiting,
    DateTimeOffset? Until
);

/// <param name="Exists">True when it exists already.</param>
internal sealed record NewDivisionShown(string Code, string Name, bool Exists);

/// <param name="To">Destination: a code; "": nowhere; null: undecided.</param>
internal sealed record ThingShown(
    string Thing,
    string Kind,
    string From,
    string Label,
    int Count,
    string? Grid,
    string? Building,
    string? To
)
{
    /// <summary>True when it may go nowhere.</summary>
    public bool MayEnd { get; init; }
}

internal sealed record DivisionChangeDone(
    int Number,
    IReadOnlyList<DivisionNamed> Old,
    IReadOnlyList<DivisionNamed> New,
    DateOnly From,
    DateTimeOffset At
);
