using System.Collections.Immutable;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.CallOuts;

/// <summary>集合: the whole team of a community is called out to one place (kind "call-out", key = its id). A called member answers 来, n 分钟
/// or 来不了; declining costs nothing. Members who are on leave or away, not insured (应对法 40), without valid training or minors (39) are not
/// called, and are listed with the reason.</summary>
public sealed record CallOut(
    CallOutFacts? Facts,
    ListOf<MemberId> Called,
    ListOf<NotCalled> Spared,
    ImmutableDictionary<MemberId, CallOutAnswer> Answers,
    CallOutEnd? End
)
{
    public static readonly Code Unknown = new("callout.unknown"),
        Nobody = new("callout.nobody"),
        NotAsked = new("callout.not-asked"),
        Over = new("callout.over"),
        BadMinutes = new("callout.bad-minutes");
    public static readonly CallOut None = new(null, [], [], ImmutableDictionary<MemberId, CallOutAnswer>.Empty, null);

    /// <summary>Most minutes a member can say they need.</summary>
    public const int MostMinutes = 240;

    public bool Runs => Facts is not null && End is null;

    public static Decision Decide(CallOut state, Command command) =>
        command switch
        {
            StartCallOut when state.Facts is not null => Nothing,
            StartCallOut { Called.Count: 0 } => Reject(Nobody),
            StartCallOut c => new CallOutStarted(c.Facts, c.Called, c.Spared, c.By, c.At),
            CallOutCommand when state.Facts is null => Reject(Unknown),
            AnswerCallOut c when !state.Called.Contains(c.Member) => Reject(NotAsked),
            AnswerCallOut { Minutes: < 0 or > MostMinutes } => Reject(BadMinutes, $"{MostMinutes}"),
            AnswerCallOut c when state.Answers.GetValueOrDefault(c.Member) is { } said && said.Minutes == c.Minutes => Nothing,
            AnswerCallOut when state.End is not null => Reject(Over),
            AnswerCallOut c => new CallOutAnswered(c.Member, c.Minutes, c.By, c.At),
            EndCallOut c => state.End is null ? new CallOutEnded(c.By, c.At) : Nothing,
            _ => throw new Unforeseen(command),
        };

    public static CallOut Evolve(CallOut state, Event happened) =>
        happened switch
        {
            CallOutStarted e => state with { Facts = e.Facts, Called = e.Called, Spared = e.Spared },
            CallOutAnswered e => state with { Answers = state.Answers.SetItem(e.Member, new(e.Minutes, e.At)) },
            CallOutEnded e => state with { End = new(e.By, e.At) },
            _ => throw new Unforeseen(happened),
        };
}

/// <param name="Text">Place and purpose; sealed.</param>
/// <param name="Incident">Incident it belongs to, if any.</param>
public sealed record CallOutFacts(string Community, Sealed Text, IncidentId? Incident);

/// <summary>Reason why a member of the team is not called.</summary>
public enum SparedWhy
{
    OnLeave,
    Away,
    Uninsured,
    Minor,
    Untrained,
}

public sealed record NotCalled(MemberId Member, SparedWhy Why);

/// <param name="Minutes">Minutes until the member is there; null: cannot come.</param>
public sealed record CallOutAnswer(int? Minutes, DateTimeOffset At);

public sealed record CallOutEnd(By By, DateTimeOffset At);

public abstract record CallOutCommand : Command;

/// <param name="Called">Members who can be called at this moment, as <see cref="Callable.Of"/> finds them.</param>
public sealed record StartCallOut(CallOutFacts Facts, ListOf<MemberId> Called, ListOf<NotCalled> Spared, By By, DateTimeOffset At)
    : CallOutCommand;

/// <param name="Minutes">0 … 240; null: cannot come. A member can change the answer until the call-out is over.</param>
public sealed record AnswerCallOut(MemberId Member, int? Minutes, By By, DateTimeOffset At) : CallOutCommand;

public sealed record EndCallOut(By By, DateTimeOffset At) : CallOutCommand;

public abstract record CallOutEvent : Event;

[Stored("call-out.started.v1")]
public sealed record CallOutStarted(CallOutFacts Facts, ListOf<MemberId> Called, ListOf<NotCalled> Spared, By By, DateTimeOffset At)
    : CallOutEvent;

[Stored("call-out.answered.v1")]
public sealed record CallOutAnswered(MemberId Member, int? Minutes, By By, DateTimeOffset At) : CallOutEvent;

[Stored("call-out.ended.v1")]
public sealed record CallOutEnded(By By, DateTimeOffset At) : CallOutEvent;
