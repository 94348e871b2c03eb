using System.Collections.Immutable;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.KeptLists;

/// <summary>Lists of doors kept in one community before anything happens (kind "standing", key = community): building chiefs to whom the
/// secretary gave the list, and papers that were printed and not destroyed yet.</summary>
public sealed record StandingLists(ImmutableDictionary<AccountId, DateOnly> Given, ImmutableSortedDictionary<int, Paper> Papers)
{
    /// <summary>Most days for which a list is given.</summary>
    public const int LongestDays = 30;
    public static readonly Code Term = new("standing.term");
    public static readonly Code NotGiven = new("standing.not-given");
    public static readonly Code UnknownPaper = new("standing.unknown-paper");

    /// <summary>The second signature must be another account's than the first.</summary>
    public static readonly Code SameSigner = new("standing.same-signer");

    public static readonly StandingLists None = new(
        ImmutableDictionary<AccountId, DateOnly>.Empty,
        ImmutableSortedDictionary<int, Paper>.Empty
    );

    /// <summary>Number of papers printed so far, from which the next one is numbered; no number is used twice.</summary>
    public int Printed { get; init; }

    /// <summary>Tells whether an account can keep the list on a day; the last day counts.</summary>
    public bool IsGiven(AccountId account, DateOnly day) => Given.TryGetValue(account, out var until) && day <= until;

    public static Decision Decide(StandingLists state, Command command) =>
        command switch
        {
            GiveList c when c.Until < Shanghai.Day(c.At) || c.Until > Shanghai.Day(c.At).AddDays(LongestDays) => Reject(Term),
            GiveList c when state.Given.TryGetValue(c.To, out var until) && until == c.Until => Nothing,
            GiveList c => new ListGiven(c.To, c.Until, c.By, c.At),
            TakeListBack c when !state.Given.ContainsKey(c.From) => Reject(NotGiven),
            TakeListBack c => new ListTakenBack(c.From, c.By, c.At),
            PrintList c when state.Papers.Values.Any(paper => paper.Access == c.Access) => Nothing,
            PrintList c => new ListPrinted(state.Printed + 1, c.Access, c.Building, c.Count, c.By, c.At),
            SignDestroyed c => Sign(state, c),
            _ => throw new Unforeseen(command),
        };

    private static Decision Sign(StandingLists state, SignDestroyed c) =>
        !state.Papers.TryGetValue(c.Number, out var paper) ? Reject(UnknownPaper)
        : paper.Destroyed is not null ? Nothing
        : paper.Signed is null ? new DestructionSigned(c.Number, c.By, c.At)
        : paper.Signed.Account == c.By.Account ? Reject(SameSigner)
        : new ListDestroyed(c.Number, c.By, c.At);

    public static StandingLists Evolve(StandingLists state, Event happened) =>
        happened switch
        {
            ListGiven e => state with { Given = state.Given.SetItem(e.To, e.Until) },
            ListTakenBack e => state with { Given = state.Given.Remove(e.From) },
            ListPrinted e => state with
            {
                Papers = state.Papers.SetItem(e.Number, new(e.Number, e.Access, e.Building, e.Count, e.By, e.At)),
                Printed = Math.Max(state.Printed, e.Number),
            },
            DestructionSigned e => state.With(e.Number, paper => paper with { Signed = e.By }),
            ListDestroyed e => state.With(e.Number, paper => paper with { Destroyed = e.At, Second = e.By }),
            _ => throw new Unforeseen(happened),
        };

    private StandingLists With(int number, Func<Paper, Paper> change) =>
        Papers.TryGetValue(number, out var paper) ? this with { Papers = Papers.SetItem(number, change(paper)) } : this;
}

/// <summary>Printed list.</summary>
/// <param name="Access">Record of the access.</param>
/// <param name="Building">Null for the whole community.</param>
/// <param name="Count">Number of persons on it.</param>
public sealed record Paper(int Number, AccessId Access, string? Building, int Count, By By, DateTimeOffset At)
{
    /// <summary>First account that signed its destruction.</summary>
    public By? Signed { get; init; }
    public By? Second { get; init; }
    public DateTimeOffset? Destroyed { get; init; }
}

public abstract record StandingCommand : Command;

/// <param name="Until">Last day.</param>
public sealed record GiveList(AccountId To, DateOnly Until, By By, DateTimeOffset At) : StandingCommand;

public sealed record TakeListBack(AccountId From, By By, DateTimeOffset At) : StandingCommand;

public sealed record PrintList(AccessId Access, string? Building, int Count, By By, DateTimeOffset At) : StandingCommand;

/// <summary>Signs that a paper is destroyed: two accounts must sign.</summary>
public sealed record SignDestroyed(int Number, By By, DateTimeOffset At) : StandingCommand;

public abstract record StandingEvent : Event;

[Stored("standing.given.v1")]
public sealed record ListGiven(AccountId To, DateOnly Until, By By, DateTimeOffset At) : StandingEvent;

[Stored("standing.taken-back.v1")]
public sealed record ListTakenBack(AccountId From, By By, DateTimeOffset At) : StandingEvent;

[Stored("standing.printed.v1")]
public sealed record ListPrinted(int Number, AccessId Access, string? Building, int Count, By By, DateTimeOffset At) : StandingEvent;

[Stored("standing.destruction-signed.v1")]
public sealed record DestructionSigned(int Number, By By, DateTimeOffset At) : StandingEvent;

[Stored("standing.destroyed.v1")]
public sealed record ListDestroyed(int Number, By By, DateTimeOffset At) : StandingEvent;
