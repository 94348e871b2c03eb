using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Visits;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Visits;

/// <summary>Folds visits. Persons no longer visited leave the view. For those visited by the clinic alone, its day stays.</summary>
internal sealed class VisitsView : View<VisitsKnown>
{
    private static readonly VisitKnown New = new(0, 0, true, false, null, null, null);

    public override string Name => "visits";
    public override VisitsKnown Empty => VisitsKnown.None;
    protected override string FoldVersion => "7";
    protected override IReadOnlyList<ILights<VisitsKnown>> Lights { get; } = [new VisitLights(), new MyVisitLights()];

    protected override VisitsKnown Fold(VisitsKnown state, Happened happened) =>
        happened.Event switch
        {
            VisitsEvent e => Fold(IsSudden(e) ? state.Tell(Key(happened.Entity).Community, happened.Position) : state, happened.Entity, e),
            AccountAdded e => state.Bind(new(happened.Entity.Key), e.Member),
            GrantsChanged e => state.Bind(new(happened.Entity.Key), e.Member),
            AccountClosed => state.Bind(new(happened.Entity.Key), null),
            _ => state,
        };

    private static VisitsKnown Fold(VisitsKnown state, EntityId entity, VisitsEvent e)
    {
        var (community, person) = Key(entity);
        var before = state.Find(community, person);
        var after = Folded(before, e);
        return before == after ? state
            : after is { } visit ? state.With(community, person, visit)
            : state.Without(community, person);
    }

    /// <summary>True when it can put a door on the walk of a member who does not know of it yet, or take one from it.</summary>
    internal static bool IsSudden(VisitsEvent e) => e is VisitsHanded or ExtraVisitAsked or ExtraVisitsWithdrawn;

    /// <summary>Returns null for a person whom nobody visits and for whom no day of the clinic is known.</summary>
    internal static VisitKnown? Folded(VisitKnown? was, VisitsEvent e)
    {
        if (e is VisitsEnded ended)
            return
                ended.Why == VisitEnd.ByClinic
                && was is { Aside: { } left } before
                && new VisitAside([], Clinic: left.Clinic, Asks: left.Asks).Kept is { } kept
                ? New with
                {
                    SeenAt = before.SeenAt,
                    AsUsual = before.AsUsual,
                    Aside = kept,
                }
                : null;
        // A late report about a person who has left lies in the stream alone. A wish in it waits until it is looked at.
        if (was is null && e is not (VisitsPlanned or ClinicVisitNoted) && !Asks(e))
            return null;
        var after = Changed(was ?? New, e);
        // Neither a plan nor the clinic's day nor any wish is left.
        return e is ClinicVisitNoted or VisitAsksSettled && after is { Every: 0, Aside: null } ? null : after;
    }

    private static bool Asks(VisitsEvent e) => e is VisitMade made && VisitAsk.Asked([], made.Follows, made.At).Count > 0;

    /// <summary>Community and person of an entity.</summary>
    internal static (string Community, PersonId Person) Key(EntityId entity)
    {
        var dot = entity.Key.IndexOf('.', StringComparison.Ordinal);
        return (string.Intern(entity.Key[..dot]), new(Guid.Parse(entity.Key.AsSpan(dot + 1))));
    }

    private static VisitKnown Changed(VisitKnown was, VisitsEvent e) =>
        e switch
        {
            VisitsPlanned x => was with { Every = x.Every, Next = x.Next, Level = x.Next == was.Next ? was.Level : 0 },
            VisitMade x when was.SeenAt > x.SeenAt => Asked(was, x),
            VisitMade x => Aside(Asked(was, x), aside => Met(aside, x.SeenAt) with { Hand = null }) with
            {
                AsUsual = x.AsUsual,
                SeenAt = x.SeenAt,
                Next = x.Next,
                Level = 0,
            },
            VisitMissed x when was.SeenAt >= x.TriedAt || was.Aside?.MissedAt > x.TriedAt => was,
            VisitMissed x => Aside(was, aside => aside with { Missed = x.Reason, MissedAt = x.TriedAt, Again = x.Again }),
            VisitsHanded x => Aside(was, aside => aside with { Hand = x.To }),
            VisitsPaused x => Aside(was, aside => aside with { Resting = x.Reason }) with { Paused = true, Next = null, Level = 0 },
            VisitsResumed x => Aside(was, aside => aside with { Resting = null }) with { Paused = false, Next = x.Next, Level = 0 },
            VisitLate x => was with { Level = x.Level },
            ExtraVisitAsked x => Aside(was, aside => aside with { Extras = aside.Extras.Add(x.Extra) }),
            ExtraVisitLate x => Aside(
                was,
                aside =>
                    aside with
                    {
                        Extras =
                        [
                            .. aside.Extras.Select(one =>
                                one.Trigger == x.Trigger && one.Cause == x.Cause ? one with { Late = true } : one
                            ),
                        ],
                    }
            ),
            ExtraVisitsSettled x => Aside(was, aside => aside with { Extras = [.. aside.Extras.Where(one => one.AskedAt > x.AskedUntil)] }),
            ExtraVisitsWithdrawn x => Aside(was, aside => aside with { Extras = [.. aside.Extras.Where(one => one.Cause != x.Cause)] }),
            ClinicVisitNoted x => Aside(was, aside => aside with { Clinic = x.Next }),
            VisitAsksSettled x => With(was, VisitAsk.Settled(was.Aside?.Asks ?? [], x.Follows, x.Until)),
            _ => throw new Unforeseen(e),
        };

    // An attempt after the visit still counts, though the visit is reported after it.
    private static VisitAside Met(VisitAside aside, DateTimeOffset seen) =>
        aside.MissedAt > seen ? aside : aside with { Missed = null, MissedAt = null, Again = null };

    private static VisitKnown Asked(VisitKnown was, VisitMade x) =>
        Asks(x) ? With(was, VisitAsk.Asked(was.Aside?.Asks ?? [], x.Follows, x.At)) : was;

    private static VisitKnown With(VisitKnown was, ListOf<VisitAsk> asks) =>
        Aside(was, aside => aside with { Asks = asks.Count == 0 ? null : asks });

    private static VisitKnown Aside(VisitKnown was, Func<VisitAside, VisitAside> change) =>
        was with
        {
            Aside = change(was.Aside ?? VisitAside.Empty).Kept,
        };
}
