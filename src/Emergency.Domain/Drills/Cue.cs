using System.Collections.Immutable;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Drills;

/// <summary>Message that people give to the players of a drill in place of machines (kind "cue"; in realms only): a written message, a
/// telephone call that must be answered before its words are shown, or a report of a missing person. It names no real person and goes to
/// nobody outside the realm.</summary>
/// <param name="Read">Accounts that have read it, or heard it on the telephone.</param>
/// <param name="Answered">Account that has answered the call; null before, and where it is no call.</param>
public sealed record Cue(CueFacts? Facts, ImmutableHashSet<AccountId> Read, By? Answered)
{
    public static readonly Code Unknown = new("cue.unknown"),
        NotForYou = new("cue.not-for-you"),
        AlreadyAnswered = new("cue.answered"),
        NoCall = new("cue.no-call"),
        Rings = new("cue.rings");
    public static readonly Cue None = new(null, [], null);

    public static Decision Decide(Cue state, Command command) =>
        command switch
        {
            GiveCue c => state.Facts is null ? new CueGiven(c.Facts, c.At) : Nothing,
            CueCommand when state.Facts is null => Reject(Unknown),
            CueAct c when !state.Facts.To.Contains(c.By.Account) => Reject(NotForYou),
            AnswerCue when state.Facts.Way != CueWay.Call => Reject(NoCall),
            AnswerCue c when state.Answered is { } first => first.Account == c.By.Account ? Nothing : Reject(AlreadyAnswered),
            AnswerCue c => new CueAnswered(c.By, c.At),
            ReadCue when state.Facts.Way == CueWay.Call && state.Answered is null => Reject(Rings),
            ReadCue c => state.Read.Contains(c.By.Account) ? Nothing : new CueRead(c.By, c.At),
            _ => throw new Unforeseen(command),
        };

    public static Cue Evolve(Cue state, Event happened) =>
        happened switch
        {
            CueGiven e => state with { Facts = e.Facts },
            CueAnswered e => state with { Answered = e.By, Read = state.Read.Add(e.By.Account) },
            CueRead e => state with { Read = state.Read.Add(e.By.Account) },
            _ => throw new Unforeseen(happened),
        };
}

public enum CueWay
{
    Message,
    Call,
    Missing,
}

/// <param name="Inject">Inject of the scenario it comes from.</param>
/// <param name="From">Sender named in the message; null for a missing person.</param>
/// <param name="Age">Age of the missing person in years; null where it is not known or nobody is missing.</param>
/// <param name="LastSeen">Time and place at which the missing person was last seen, in words.</param>
/// <param name="To">Accounts that play the roles it is for.</param>
public sealed record CueFacts(string Inject, CueWay Way, string? From, string Text, int? Age, string? LastSeen, ListOf<AccountId> To);

public abstract record CueCommand : Command;

public sealed record GiveCue(CueFacts Facts, DateTimeOffset At) : CueCommand;

/// <summary>Act on a cue by an account it is for.</summary>
public abstract record CueAct(By By, DateTimeOffset At) : CueCommand;

public sealed record ReadCue(By By, DateTimeOffset At) : CueAct(By, At);

/// <summary>接听: answers the call; the first account to answer has it, and the others can read its words afterwards.</summary>
public sealed record AnswerCue(By By, DateTimeOffset At) : CueAct(By, At);

public abstract record CueEvent : Event;

[Stored("cue.given.v1")]
public sealed record CueGiven(CueFacts Facts, DateTimeOffset At) : CueEvent;

[Stored("cue.read.v1")]
public sealed record CueRead(By By, DateTimeOffset At) : CueEvent;

[Stored("cue.answered.v1")]
public sealed record CueAnswered(By By, DateTimeOffset At) : CueEvent;
