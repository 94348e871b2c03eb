using System.Collections.Immutable;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Drills;

/// <summary>改进项: fault that a drill has shown, with the owner who must mend it and the last day for it. It stays open until a leader who is
/// not the one who mended it has checked it.</summary>
/// <param name="Until">Last day of its time, in Asia/Shanghai.</param>
/// <param name="Next">Time of the next reminder; null where none is left.</param>
/// <param name="Did">Account that reported it done; null before.</param>
/// <param name="Answer">Leader's latest answer to that report, sent back or checked: repeated, it changes nothing.</param>
public sealed record Improvement(
    ImprovementFacts Facts,
    DateOnly Until,
    ImprovementStage Stage,
    DateTimeOffset? Next,
    Stamp? Did,
    Stamp? Answer
)
{
    public static readonly Code Unknown = new("improvement.unknown"),
        Exists = new("improvement.exists"),
        BadDay = new("improvement.bad-day"),
        NotOwner = new("improvement.not-owner"),
        AlreadyDone = new("improvement.already-done"),
        NotDone = new("improvement.not-done"),
        OwnWork = new("improvement.own-work"),
        Over = new("improvement.over");

    /// <summary>True when its day is past, and the office above the owner was told.</summary>
    public bool Overdue => Stage == ImprovementStage.Open && Next is null;

    /// <summary>Roles that can be responsible for an improvement with a day of its own.</summary>
    public static readonly ListOf<Role> Owners = [Role.CountyCommander, Role.CountyDuty, Role.StreetOfficer, Role.Secretary];
}

public enum ImprovementStage
{
    Open,
    Done,
    Checked,
}

/// <summary>Subject of an improvement: the drill as a whole, an expected action, an objective, or a duty of readiness.</summary>
public enum Belonging
{
    Drill,
    Action,
    Objective,
    Duty,
}

public sealed record Stamp(By By, DateTimeOffset At);

/// <param name="What">Fault to mend, sealed under the drill's key.</param>
/// <param name="Of">Id of the action, objective or duty; empty for the drill as a whole.</param>
/// <param name="Until">Last day for it, today up to two years ahead.</param>
/// <param name="Above">Accounts that are told when it is overdue: those of the street, and the one that added it.</param>
public sealed record ImprovementFacts(Sealed What, Belonging To, string Of, Owner Owner, DateOnly Until, ListOf<AccountId> Above);

/// <summary>Owner: a role at a place, never a list of people.</summary>
/// <param name="Division">Place, 6, 9 or 12 digits.</param>
/// <param name="Name">Name of a person where one was given, sealed.</param>
/// <param name="Accounts">Accounts of that role there, when it was added: they are reminded.</param>
public sealed record Owner(Role Role, string Division, Sealed? Name, ListOf<AccountId> Accounts);

public abstract record ImprovementCommand(ImprovementId Item) : ReviewCommand;

public sealed record AddImprovement(ImprovementId Item, ImprovementFacts Facts, By By, DateTimeOffset At) : ImprovementCommand(Item);

public sealed record MoveImprovement(ImprovementId Item, DateOnly Until, Sealed Why, By By, DateTimeOffset At) : ImprovementCommand(Item);

/// <param name="Words">Report of the work done, in the words of the reporting account.</param>
public sealed record FinishImprovement(ImprovementId Item, Sealed Words, By By, DateTimeOffset At) : ImprovementCommand(Item);

public sealed record CheckImprovement(ImprovementId Item, Sealed? Words, By By, DateTimeOffset At) : ImprovementCommand(Item);

public sealed record SendBackImprovement(ImprovementId Item, Sealed Why, By By, DateTimeOffset At) : ImprovementCommand(Item);

public abstract record ImprovementEvent(ImprovementId Item) : ReviewEvent;

/// <summary>Event after which the next reminder comes at another time, or never.</summary>
public abstract record ImprovementTimed(ImprovementId Item, DateTimeOffset? Due) : ImprovementEvent(Item), ISetsDue
{
    public string DueOf => $"improvement {Item}";
}

[Stored("drill.improvement-added.v1")]
public sealed record ImprovementAdded(ImprovementId Item, ImprovementFacts Facts, DateTimeOffset? Due, By By, DateTimeOffset At)
    : ImprovementTimed(Item, Due);

[Stored("drill.improvement-moved.v1")]
public sealed record ImprovementMoved(ImprovementId Item, DateOnly Until, Sealed Why, DateTimeOffset? Due, By By, DateTimeOffset At)
    : ImprovementTimed(Item, Due);

[Stored("drill.improvement-done.v1")]
public sealed record ImprovementDone(ImprovementId Item, Sealed Words, By By, DateTimeOffset At) : ImprovementTimed(Item, null);

[Stored("drill.improvement-checked.v1")]
public sealed record ImprovementChecked(ImprovementId Item, Sealed? Words, By By, DateTimeOffset At) : ImprovementEvent(Item);

[Stored("drill.improvement-sent-back.v1")]
public sealed record ImprovementSentBack(ImprovementId Item, Sealed Why, DateTimeOffset? Due, By By, DateTimeOffset At)
    : ImprovementTimed(Item, Due);

/// <summary>Reminds the owners that the last day is three days ahead.</summary>
[Stored("drill.improvement-reminded.v1")]
public sealed record ImprovementReminded(ImprovementId Item, DateTimeOffset? Due, DateTimeOffset At) : ImprovementTimed(Item, Due);

/// <summary>Tells the street as well that the last day is past.</summary>
[Stored("drill.improvement-overdue.v1")]
public sealed record ImprovementOverdue(ImprovementId Item, DateTimeOffset At) : ImprovementTimed(Item, null);

internal static class Improving
{
    // Days before the last day, and hour, of the reminders: 本地设定.
    private const int Before = 3,
        Hour = 9;

    public static Decision Decide(ImmutableDictionary<ImprovementId, Improvement> all, ImprovementCommand command) =>
        (command, all.GetValueOrDefault(command.Item)) switch
        {
            (AddImprovement c, { } item) => item.Facts == c.Facts ? Nothing : Reject(Improvement.Exists),
            (AddImprovement c, _) => Fits(c.Facts.Until, c.At)
                ? new ImprovementAdded(c.Item, c.Facts, Next(c.Facts.Until, c.At), c.By, c.At)
                : Reject(Improvement.BadDay),
            (_, null) => Reject(Improvement.Unknown),
            (_, { Stage: ImprovementStage.Checked }) => Reject(Improvement.Over),
            (MoveImprovement c, { } item) => item.Until == c.Until ? Nothing
            : Fits(c.Until, c.At)
                ? new ImprovementMoved(c.Item, c.Until, c.Why, item.Stage == ImprovementStage.Open ? Next(c.Until, c.At) : null, c.By, c.At)
            : Reject(Improvement.BadDay),
            (FinishImprovement, { Stage: ImprovementStage.Done }) => Reject(Improvement.AlreadyDone),
            (FinishImprovement c, { } item) => c.By.Role == item.Facts.Owner.Role
                ? new ImprovementDone(c.Item, c.Words, c.By, c.At)
                : Reject(Improvement.NotOwner, item.Facts.Owner.Role.ToString()),
            (_, { Stage: ImprovementStage.Open }) => Reject(Improvement.NotDone),
            (SendBackImprovement c, { } item) => new ImprovementSentBack(c.Item, c.Why, Next(item.Until, c.At), c.By, c.At),
            (CheckImprovement c, { } item) => item.Did?.By.Account == c.By.Account
                ? Reject(Improvement.OwnWork)
                : new ImprovementChecked(c.Item, c.Words, c.By, c.At),
            _ => throw new Unforeseen(command),
        };

    public static Decision Remind(ImmutableDictionary<ImprovementId, Improvement> all, DateTimeOffset now) =>
        Of(
            all.Where(one => one.Value.Next <= now)
                .OrderBy(one => one.Key.Value)
                .Select(one =>
                    Late(one.Value.Until) <= now
                        ? (Event)new ImprovementOverdue(one.Key, now)
                        : new ImprovementReminded(one.Key, Late(one.Value.Until), now)
                )
        );

    public static Improvement? Evolve(Improvement? item, ImprovementEvent happened) =>
        happened switch
        {
            ImprovementAdded e => new(e.Facts, e.Facts.Until, ImprovementStage.Open, e.Due, null, null),
            ImprovementMoved e => item is null ? null : item with { Until = e.Until, Next = e.Due },
            ImprovementDone e => item is null ? null : item with { Stage = ImprovementStage.Done, Next = null, Did = new(e.By, e.At) },
            ImprovementChecked e => item is null
                ? null
                : item with
                {
                    Stage = ImprovementStage.Checked,
                    Next = null,
                    Answer = new(e.By, e.At),
                },
            ImprovementSentBack e => item is null
                ? null
                : item with
                {
                    Stage = ImprovementStage.Open,
                    Next = e.Due,
                    Did = null,
                    Answer = new(e.By, e.At),
                },
            ImprovementReminded e => item is null ? null : item with { Next = e.Due },
            ImprovementOverdue => item is null ? null : item with { Next = null },
            _ => throw new Unforeseen(happened),
        };

    private static bool Fits(DateOnly day, DateTimeOffset now) =>
        Shanghai.Day(now) is var today && day >= today && day <= today.AddYears(2);

    private static DateTimeOffset Soon(DateOnly until) => Shanghai.At(until.AddDays(-Before), Hour);

    private static DateTimeOffset Late(DateOnly until) => Shanghai.At(until.AddDays(1), Hour);

    private static DateTimeOffset Next(DateOnly until, DateTimeOffset now) => now < Soon(until) ? Soon(until) : Late(until);
}
