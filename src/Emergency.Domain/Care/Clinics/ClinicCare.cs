using Emergency.Domain.Visits;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Clinics;

/// <summary>Care of a clinic (卫生院, 签约医生) for one person of a community (kind "clinic", key = community and person): the clinic visits by
/// rules of its own. The reason, the interval and the result of its visits are never stored in plain; others see its next day and nothing
/// else.</summary>
/// <param name="Next">Day by which it comes again; null where none is set.</param>
/// <param name="Seen">Time at which it last met the person.</param>
public sealed partial record ClinicCare(ClinicStage Stage, DateOnly? Next, DateTimeOffset? Seen)
{
    public static readonly Code Future = new("clinic.future"),
        BadDay = new("clinic.bad-day");
    public static readonly ClinicCare None = new(ClinicStage.None, null, null);

    /// <summary>Time since which a visitor of the committee waits for the clinic to look in; null where nobody does.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>Time of the last try in vain since then that set the next day; null where none did.</summary>
    public DateTimeOffset? Tried { get; init; }
}

public enum ClinicStage
{
    None,
    Kept,
    Ended,
}

public abstract record ClinicCommand : Command;

/// <param name="Told">Programmes, results and words, sealed under the person's key.</param>
/// <param name="SeenAt">Time by the visitor's device.</param>
/// <param name="Latest">Day by which the table demands the next visit; null where it demands none.</param>
/// <param name="Sooner">Earlier day for the next visit; or any day where the table demands none.</param>
public sealed record MakeClinicVisit(
    PersonId Person,
    string Community,
    VisitMeans Means,
    Sealed Told,
    DateTimeOffset SeenAt,
    DateOnly? Latest,
    DateOnly? Sooner,
    By By,
    DateTimeOffset At
) : ClinicCommand;

/// <param name="Again">Day of the clinic's next attempt; unchanged where none is given.</param>
public sealed record MissClinicVisit(
    PersonId Person,
    string Community,
    MissReason Reason,
    DateTimeOffset TriedAt,
    DateOnly? Again,
    Sealed? Told,
    By By,
    DateTimeOffset At
) : ClinicCommand;

/// <summary>Sets an agreed day, such as that of a first visit.</summary>
public sealed record DateClinicVisit(PersonId Person, string Community, DateOnly? Next, By By, DateTimeOffset At) : ClinicCommand;

/// <summary>Asks the clinic, for a visitor of the committee, to look in. The reason is not stated.</summary>
public sealed record AskClinic(PersonId Person, string Community, By By, DateTimeOffset At) : ClinicCommand;

/// <summary>Ends the care: the person has left or was erased.</summary>
public sealed record EndClinicCare(DateTimeOffset At) : ClinicCommand;

public abstract record ClinicEvent : Event;

[Stored("clinic.visit-made.v1")]
public sealed record ClinicVisitMade(
    PersonId Person,
    string Community,
    VisitMeans Means,
    Sealed Told,
    DateTimeOffset SeenAt,
    DateOnly? Next,
    By By,
    DateTimeOffset At
) : ClinicEvent;

[Stored("clinic.visit-missed.v1")]
public sealed record ClinicVisitMissed(
    PersonId Person,
    string Community,
    MissReason Reason,
    DateTimeOffset TriedAt,
    DateOnly? Next,
    Sealed? Told,
    By By,
    DateTimeOffset At
) : ClinicEvent;

[Stored("clinic.visit-dated.v1")]
public sealed record ClinicVisitDated(PersonId Person, string Community, DateOnly? Next, By By, DateTimeOffset At) : ClinicEvent;

[Stored("clinic.asked.v1")]
public sealed record ClinicAsked(PersonId Person, string Community, By By, DateTimeOffset At) : ClinicEvent;

[Stored("clinic.ended.v1")]
public sealed record ClinicCareEnded(DateTimeOffset At) : ClinicEvent;

public sealed partial record ClinicCare
{
    private const int Furthest = 366;

    public static Decision Decide(ClinicCare state, Command command) =>
        command switch
        {
            MakeClinicVisit c when c.SeenAt > c.At => Reject(Future),
            MakeClinicVisit { Sooner: { } day } c when !IsAhead(day, c.SeenAt) => Reject(BadDay),
            MakeClinicVisit c => new ClinicVisitMade(
                c.Person,
                c.Community,
                c.Means,
                c.Told,
                c.SeenAt,
                    // A visit reported late, after a newer visit or try, moves nothing.
                    state.Seen > c.SeenAt
                    || state.Tried > c.SeenAt
                        ? state.Next
                    : c.Sooner < c.Latest ? c.Sooner
                    : c.Latest ?? c.Sooner,
                c.By,
                c.At
            ),
            MissClinicVisit c when c.TriedAt > c.At => Reject(Future),
            MissClinicVisit { Again: { } day } c when !IsAhead(day, c.TriedAt) => Reject(BadDay),
            MissClinicVisit c => new ClinicVisitMissed(
                c.Person,
                c.Community,
                c.Reason,
                c.TriedAt,
                state.Seen >= c.TriedAt || state.Tried > c.TriedAt ? state.Next : c.Again ?? state.Next,
                c.Told,
                c.By,
                c.At
            ),
            DateClinicVisit { Next: { } day } c when day < Shanghai.Day(c.At) || !IsAhead(day, c.At.AddDays(-1)) => Reject(BadDay),
            DateClinicVisit c => state.Next == c.Next && state.AskedAt is null
                ? Nothing
                : new ClinicVisitDated(c.Person, c.Community, c.Next, c.By, c.At),
            AskClinic c => state.AskedAt is not null ? Nothing : new ClinicAsked(c.Person, c.Community, c.By, c.At),
            EndClinicCare c => state.Stage == ClinicStage.Kept || state.AskedAt is not null ? new ClinicCareEnded(c.At) : Nothing,
            _ => throw new Unforeseen(command),
        };

    private static bool IsAhead(DateOnly day, DateTimeOffset of) => day.DayNumber - Shanghai.Day(of).DayNumber is > 0 and <= Furthest;

    public static ClinicCare Evolve(ClinicCare state, Event happened) =>
        happened switch
        {
            ClinicVisitMade e => new(ClinicStage.Kept, e.Next, state.Seen > e.SeenAt ? state.Seen : e.SeenAt)
            {
                AskedAt = state.AskedAt > e.SeenAt ? state.AskedAt : null,
                Tried = state.Tried > e.SeenAt ? state.Tried : null,
            },
            ClinicVisitMissed e => state with
            {
                Stage = ClinicStage.Kept,
                Next = e.Next,
                Tried = e.Next == state.Next ? state.Tried : e.TriedAt,
            },
            ClinicVisitDated e => state with { Stage = ClinicStage.Kept, Next = e.Next, AskedAt = null },
            ClinicAsked e => state with { AskedAt = e.At },
            ClinicCareEnded => new(ClinicStage.Ended, null, null),
            _ => throw new Unforeseen(happened),
        };
}
