using static Emergency.Domain.Decision;

namespace Emergency.Domain.Retaining;

/// <summary>保存期满: decision on personal data whose term is over, and a hold of it for an inquiry (kind "retention", key = class and
/// subject). Nothing is destroyed here: that takes two accounts (个人信息保护法 19, 47; 应对法 85).</summary>
public sealed partial record Retention(KeptData? Of, RetentionDecision? Decided, DataHold? Hold)
{
    public static readonly Retention None = new(null, null, null);

    /// <summary>Tells whether erasure is refused on a day in Asia/Shanghai.</summary>
    public bool IsHeld(DateOnly today) => Hold is { } hold && hold.Until >= today;

    /// <summary>Tells whether nobody needs to be asked on a day: always for archived data, and for kept data until its last day is
    /// over.</summary>
    public bool IsSettled(DateOnly today) => Decided is { } decided && (decided.Until is not { } until || until >= today);
}

/// <summary>Class of data: the callers of an incident, the callers of a case that became none, a visitor at the doors, the owner of a
/// closed account, a member who has left; an incident with all its callers and visitors can only be held.</summary>
public enum KeptClass
{
    Callers,
    Case,
    Visitor,
    Account,
    Member,
    Incident,
}

/// <param name="Place">Division whose people decide, 2 to 12 digits.</param>
/// <param name="Subject">Subject: the incident; "incident/visitor"; the key of the account; the member.</param>
public sealed record KeptData(KeptClass Class, string Place, string Subject);

/// <param name="Until">Last day it is kept before somebody is asked again; null: archived, nobody is asked any more.</param>
public sealed record RetentionDecision(DateOnly? Until, Sealed Reason, By By, DateTimeOffset At);

/// <param name="Until">Last day of the hold.</param>
public sealed record DataHold(DateOnly Until, Sealed Reason, By By, DateTimeOffset At);

public abstract record RetentionCommand : Command;

/// <summary>Keeps the data for an inquiry up to and including a day; then somebody is asked again.</summary>
public sealed record KeepData(KeptData Of, DateOnly Until, Sealed Reason, By By, DateTimeOffset At) : RetentionCommand;

/// <summary>Archives the data: it stays, and nobody is asked any more.</summary>
public sealed record ArchiveData(KeptData Of, Sealed Reason, By By, DateTimeOffset At) : RetentionCommand;

/// <summary>封存: holds the data: nobody can destroy it up to and including a day.</summary>
public sealed record HoldData(KeptData Of, DateOnly Until, Sealed Reason, By By, DateTimeOffset At) : RetentionCommand;

/// <summary>解除封存.</summary>
public sealed record FreeData(KeptData Of, By By, DateTimeOffset At) : RetentionCommand;

public abstract record RetentionEvent(KeptData Of, By By, DateTimeOffset At) : Event;

[Stored("retention.kept.v1")]
public sealed record DataKept(KeptData Of, DateOnly Until, Sealed Reason, By By, DateTimeOffset At) : RetentionEvent(Of, By, At);

[Stored("retention.archived.v1")]
public sealed record DataArchived(KeptData Of, Sealed Reason, By By, DateTimeOffset At) : RetentionEvent(Of, By, At);

[Stored("retention.held.v1")]
public sealed record DataHeld(KeptData Of, DateOnly Until, Sealed Reason, By By, DateTimeOffset At) : RetentionEvent(Of, By, At);

[Stored("retention.freed.v1")]
public sealed record DataFreed(KeptData Of, By By, DateTimeOffset At) : RetentionEvent(Of, By, At);

public sealed partial record Retention
{
    public static Decision Decide(Retention state, Command command) =>
        command switch
        {
            KeepData c => new DataKept(c.Of, c.Until, c.Reason, c.By, c.At),
            ArchiveData c => state.Decided is { Until: null } ? Nothing : new DataArchived(c.Of, c.Reason, c.By, c.At),
            HoldData c => new DataHeld(c.Of, c.Until, c.Reason, c.By, c.At),
            FreeData c => state.Hold is null ? Nothing : new DataFreed(c.Of, c.By, c.At),
            _ => throw new Unforeseen(command),
        };

    public static Retention Evolve(Retention state, Event happened) =>
        happened switch
        {
            DataKept e => state with { Of = e.Of, Decided = new(e.Until, e.Reason, e.By, e.At) },
            DataArchived e => state with { Of = e.Of, Decided = new(null, e.Reason, e.By, e.At) },
            DataHeld e => state with { Of = e.Of, Hold = new(e.Until, e.Reason, e.By, e.At) },
            DataFreed => state with { Hold = null },
            _ => throw new Unforeseen(happened),
        };
}
