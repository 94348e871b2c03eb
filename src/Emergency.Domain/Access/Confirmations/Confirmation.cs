using static Emergency.Domain.Decision;

namespace Emergency.Domain.Confirmations;

/// <summary>确认: act that needs two accounts, because it widens what somebody can see, destroys data that others need, changes the times at
/// which others are called, or redirects messages to somebody else: one account asks for it, another confirms or refuses it (kind
/// "confirmation", key = its id). Nothing takes effect before; without an answer it lapses (<see cref="Deadlines.Confirmed"/>). Two
/// accounts of one team member count as one person.</summary>
public sealed partial record Confirmation(
    AskedAct? Act,
    Sealed Body,
    By? AskedBy,
    DateTimeOffset AskedAt,
    DateTimeOffset Until,
    ConfirmationStage Stage
)
{
    public static readonly Code Unknown = new("confirmation.unknown"),
        Own = new("confirmation.own"),
        SameOffice = new("confirmation.same-office"),
        Over = new("confirmation.over");
    public static readonly Confirmation None = new(null, new(""), null, default, default, ConfirmationStage.Waiting);

    public ConfirmationAnswer? Answer { get; init; }

    /// <summary>Code of the reason why a confirmed act could not be done after all; null where it was done.</summary>
    public string? Fault { get; init; }
}

/// <summary>Act that is asked for, in the clear; all its other details are in the sealed body.</summary>
/// <param name="Place">Division whose people decide, 2 to 12 digits.</param>
/// <param name="Subject">Object of the act: the key of an account, the id of a person, the name of a role, the code of a deadline, the id
/// of a rule pack.</param>
public sealed record AskedAct(AskedKind Kind, string Place, string Subject);

/// <summary>Kind of act: a new account above the communities, or other roles of one; a new account of a community's team, or other roles of
/// one; another password; sight of minors' records for a role; the erasure of a person's record; the erasure of the data of an account's
/// owner, of a team member, of a visitor, of a caller; a county's own deadline; a draft as a county's own standard; communities that are
/// split or merged; the review of an emergency opening of a child's record without an approval; a line to a hotline: its address, its
/// secrets, its end.</summary>
public enum AskedKind
{
    Grants,
    CommunityGrants,
    Password,
    MinorsSight,
    Erasure,
    AccountErasure,
    MemberErasure,
    VisitorErasure,
    CallerErasure,
    Deadline,
    Standard,
    DivisionChange,
    EmergencySight,
    Line,
}

public enum ConfirmationStage
{
    Waiting,
    Confirmed,
    Refused,
    Lapsed,
    Done,
    Failed,
}

/// <param name="Reason">Reason of a refusal; null where the act was confirmed.</param>
public sealed record ConfirmationAnswer(By By, DateTimeOffset At, Sealed? Reason);

public abstract record ConfirmationCommand : Command;

/// <param name="Body">Act with all its details and the reason for asking.</param>
/// <param name="Until">Time at which it lapses; at most <see cref="Deadlines.Confirmed"/> after it was asked for.</param>
public sealed record AskAct(AskedAct Act, Sealed Body, DateTimeOffset Until, By By, DateTimeOffset At) : ConfirmationCommand;

public sealed record ConfirmAct(By By, DateTimeOffset At) : ConfirmationCommand;

/// <summary>Refuses the act, by an account that could have confirmed it, or withdraws it, by the account that asked.</summary>
public sealed record RefuseAct(Sealed Reason, By By, DateTimeOffset At) : ConfirmationCommand;

/// <summary>Records that the confirmed act was done, or could not be done: <paramref name="Fault"/> is the code of the reason.</summary>
public sealed record SettleAct(string? Fault, DateTimeOffset At) : ConfirmationCommand;

public abstract record ConfirmationEvent : Event;

[Stored("confirmation.asked.v1")]
public sealed record ActAsked(AskedAct Act, Sealed Body, DateTimeOffset Until, By By, DateTimeOffset At) : ConfirmationEvent, ISetsDue
{
    public string DueOf => Confirmation.Answering;
    public DateTimeOffset? Due => Until;
}

[Stored("confirmation.confirmed.v1")]
public sealed record ActConfirmed(By By, DateTimeOffset At) : ConfirmationEvent, ISetsDue
{
    public string DueOf => Confirmation.Answering;
    public DateTimeOffset? Due => null;
}

[Stored("confirmation.refused.v1")]
public sealed record ActRefused(Sealed Reason, By By, DateTimeOffset At) : ConfirmationEvent, ISetsDue
{
    public string DueOf => Confirmation.Answering;
    public DateTimeOffset? Due => null;
}

[Stored("confirmation.lapsed.v1")]
public sealed record ActLapsed(DateTimeOffset At) : ConfirmationEvent, ISetsDue
{
    public string DueOf => Confirmation.Answering;
    public DateTimeOffset? Due => null;
}

[Stored("confirmation.settled.v1")]
public sealed record ActSettled(string? Fault, DateTimeOffset At) : ConfirmationEvent;

public sealed partial record Confirmation
{
    /// <summary>Name of the only due time of a confirmation: that of its answer.</summary>
    internal const string Answering = "answer";

    public static Decision Decide(Confirmation state, Command command) =>
        command switch
        {
            Remind c => state is { Act: not null, Stage: ConfirmationStage.Waiting } && state.Until <= c.At ? new ActLapsed(c.At) : Nothing,
            AskAct c => state.Act is null ? new ActAsked(c.Act, c.Body, Lapsing(c), c.By, c.At) : Nothing,
            ConfirmationCommand when state.Act is null => Reject(Unknown),
            SettleAct c => state.Stage == ConfirmationStage.Confirmed ? new ActSettled(c.Fault, c.At) : Nothing,
            ConfirmAct c when IsOne(c.By, state.AskedBy!) || c.By.Account.Key == state.Act.Subject => Reject(Own),
            ConfirmAct c when IsSameOffice(state.Act.Kind, c.By.Role, state.AskedBy!.Role) => Reject(SameOffice),
            ConfirmAct c when Stood(state) => state.Answer?.By == c.By ? Nothing : Reject(Over),
            RefuseAct c when state.Stage == ConfirmationStage.Refused => state.Answer?.By == c.By ? Nothing : Reject(Over),
            ConfirmationCommand when state.Stage != ConfirmationStage.Waiting => Reject(Over),
            ConfirmAct c => c.At < state.Until ? new ActConfirmed(c.By, c.At) : Reject(Over),
            RefuseAct c => c.At < state.Until ? new ActRefused(c.Reason, c.By, c.At) : Reject(Over),
            _ => throw new Unforeseen(command),
        };

    private static DateTimeOffset Lapsing(AskAct c)
    {
        var latest = c.At + c.InForce.Time(Deadlines.Confirmed, c.Act.Place);
        return c.Until < latest ? c.Until : latest;
    }

    /// <summary>Tells whether two acting accounts are the same person: one account, or two of one team member.</summary>
    public static bool IsOne(By one, By other) => one.Account == other.Account || (one.Member is { } member && member == other.Member);

    /// <summary>Tells whether the street and civil affairs must decide together, and the confirming account is of the office that
    /// asked.</summary>
    public static bool IsSameOffice(AskedKind kind, Role confirming, Role asked) =>
        (kind is AskedKind.Erasure or AskedKind.VisitorErasure or AskedKind.CallerErasure) && confirming == asked;

    // True for acts that were confirmed, done or not.
    private static bool Stood(Confirmation state) =>
        state.Stage is ConfirmationStage.Confirmed or ConfirmationStage.Done or ConfirmationStage.Failed;

    public static Confirmation Evolve(Confirmation state, Event happened) =>
        happened switch
        {
            ActAsked e => new(e.Act, e.Body, e.By, e.At, e.Until, ConfirmationStage.Waiting),
            ActConfirmed e => state with { Stage = ConfirmationStage.Confirmed, Answer = new(e.By, e.At, null) },
            ActRefused e => state with { Stage = ConfirmationStage.Refused, Answer = new(e.By, e.At, e.Reason) },
            ActLapsed => state with { Stage = ConfirmationStage.Lapsed },
            ActSettled e => state with { Stage = e.Fault is null ? ConfirmationStage.Done : ConfirmationStage.Failed, Fault = e.Fault },
            _ => throw new Unforeseen(happened),
        };
}
