using System.Collections.Immutable;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Lines;

/// <summary>Lines to 110, 119, 120 and 12345 as the operator keeps them (线路; kind "line", key "all"): who is at the other end, for which divisions, where it is reached and what both sides sign with. All lie in one entity, so that two lines of one number never serve the same division.</summary>
/// <param name="All">By code.</param>
public sealed partial record LineRegister(ImmutableSortedDictionary<string, HotlineLine> All)
{
    public static readonly Code Unknown = new("line.unknown"),
        Ended = new("line.ended"),
        Taken = new("line.taken"),
        UnknownSecret = new("line.unknown-secret"),
        TooManySecrets = new("line.too-many-secrets");
    public static readonly LineRegister None = new(ImmutableSortedDictionary.Create<string, HotlineLine>(StringComparer.Ordinal));

    /// <summary>Secrets of one line that are in force at the same time.</summary>
    public const int MostSecrets = 4;

    public static Decision Decide(LineRegister state, Command command) =>
        command switch
        {
            SetLine c when state.All.GetValueOrDefault(c.Code) is { EndedAt: not null } => Reject(Ended, c.Code),
            SetLine c when state.Other(c.Code, c.Facts) is { } other => Reject(Taken, other.Number, other.Area, other.Name),
            SetLine c => state.All.GetValueOrDefault(c.Code)?.Facts == c.Facts ? Nothing : new LineSet(c.Code, c.Facts, c.By, c.At),
            LineCommand c when !state.All.ContainsKey(c.Code) => Reject(Unknown, c.Code),
            EndLine c => state.All[c.Code].EndedAt is not null ? Nothing : new LineEnded(c.Code, c.By, c.At),
            LineCommand c when state.All[c.Code].EndedAt is not null => Reject(Ended, c.Code),
            GiveLineSecret c when state.All[c.Code].Secrets.Any(one => one.Id == c.Secret) => Nothing,
            GiveLineSecret c when state.All[c.Code].InForce(c.At).Count(one => c.OthersUntil > c.At || one.Until is null) >= MostSecrets =>
                Reject(TooManySecrets, c.Code),
            GiveLineSecret c => new LineSecretGiven(c.Code, new(c.Secret, c.Sealed, c.From, null), c.OthersUntil, c.By, c.At),
            EndLineSecret c => state.All[c.Code].Secrets.FirstOrDefault(one => one.Id == c.Secret) is not { } secret ? Reject(UnknownSecret)
            : secret.IsOver(c.At) ? Nothing
            : new LineSecretEnded(c.Code, c.Secret, c.By, c.At),
            _ => throw new Unforeseen(command),
        };

    public static LineRegister Evolve(LineRegister state, Event happened) =>
        happened switch
        {
            LineSet e => state.With(
                e.Code,
                (state.All.GetValueOrDefault(e.Code) ?? HotlineLine.New(e.At)) with
                {
                    Facts = e.Facts,
                    TurnedAt = e.At,
                }
            ),
            LineSecretGiven e when state.All.GetValueOrDefault(e.Code) is { } line => state.With(
                e.Code,
                line with
                {
                    TurnedAt = e.At,
                    Secrets =
                    [
                        .. line.Secrets.Select(one => one.IsOver(e.OthersUntil) ? one : one with { Until = e.OthersUntil }),
                        e.Secret,
                    ],
                }
            ),
            LineSecretEnded e when state.All.GetValueOrDefault(e.Code) is { } line => state.With(
                e.Code,
                line with
                {
                    TurnedAt = e.At,
                    Secrets = [.. line.Secrets.Select(one => one.Id == e.Secret ? one with { Until = e.At } : one)],
                }
            ),
            LineEnded e when state.All.GetValueOrDefault(e.Code) is { } line => state.With(
                e.Code,
                line with
                {
                    EndedAt = e.At,
                    TurnedAt = e.At,
                }
            ),
            LineEvent => state,
            _ => throw new Unforeseen(happened),
        };

    /// <summary>When a line of a number changed last, for something of a division; null where none ever did.</summary>
    public DateTimeOffset? Turned(string number, Func<string, bool> touches) =>
        All.Values.Where(line => line.Facts.Has(number) && line.Facts.Areas.Any(touches)).Max(line => (DateTimeOffset?)line.TurnedAt);

    /// <summary>Another line that has one of the numbers for the same division.</summary>
    private (string Number, string Area, string Name)? Other(string code, LineFacts facts)
    {
        foreach (var (other, line) in All)
            if (other != code && line.EndedAt is null)
                foreach (var number in line.Facts.Numbers.Where(facts.Has))
                foreach (var area in line.Facts.Areas.Where(facts.Serves))
                    return (number, area, line.Facts.Name);
        return null;
    }

    private LineRegister With(string code, HotlineLine line) => new(All.SetItem(code, line));
}

/// <summary>One line.</summary>
/// <param name="Secrets">All it ever had, the newest last.</param>
/// <param name="EndedAt">Nothing is sent and taken any more; null while it is in use.</param>
public sealed record HotlineLine(LineFacts Facts, ListOf<LineSecret> Secrets, DateTimeOffset SetAt, DateTimeOffset? EndedAt)
{
    internal static HotlineLine New(DateTimeOffset at) => new(new("", [], [], null, null), [], at, null);

    /// <summary>When its address, its secrets or that it serves changed last.</summary>
    public DateTimeOffset TurnedAt { get; init; } = SetAt;

    /// <summary>Secrets that are not over.</summary>
    public IEnumerable<LineSecret> InForce(DateTimeOffset at) => Secrets.Where(one => !one.IsOver(at));
}

/// <summary>What a line is.</summary>
/// <param name="Name">Who is at the other end, 1 to 40 characters.</param>
/// <param name="Numbers">Which of 110, 119, 120, 12345 it answers for: one centre may stand for several.</param>
/// <param name="Areas">Codes of the cities (4 digits) and counties (6 digits) it serves. A county's own line goes before its city's.</param>
/// <param name="Url">Where messages are sent; null: voice only, somebody dials.</param>
/// <param name="Home">The county (6 digits) whose desk gets what it says without a usable place; null: the only county with a desk.</param>
public sealed record LineFacts(string Name, ListOf<string> Numbers, ListOf<string> Areas, string? Url, string? Home)
{
    /// <summary>What a line is called in addresses, for one of its numbers.</summary>
    public static string Address(string code, string number) => $"{code}-{number}";

    public bool Has(string number) => Numbers.Contains(number, StringComparer.Ordinal);

    /// <summary>It is named for exactly this division.</summary>
    public bool Serves(string area) => Areas.Contains(area, StringComparer.Ordinal);
}

/// <summary>A secret both sides sign with: taken from when it is given, signed with from <paramref name="From"/>, over at <paramref name="Until"/>.</summary>
/// <param name="Text">"whsec_" and 24 to 64 bytes in base64 (Standard Webhooks), sealed.</param>
/// <param name="Until">Null: until it is replaced.</param>
public sealed record LineSecret(LineSecretId Id, Sealed Text, DateTimeOffset From, DateTimeOffset? Until)
{
    public bool IsOver(DateTimeOffset at) => Until <= at;
}

public abstract record LineCommand(string Code) : Command;

/// <summary>Sets up a line, or changes what it is.</summary>
public sealed record SetLine(string Code, LineFacts Facts, By By, DateTimeOffset At) : LineCommand(Code);

/// <param name="From">When we begin to sign with it; it is taken at once.</param>
/// <param name="OthersUntil">Those before are over then: the other side may not have changed yet.</param>
public sealed record GiveLineSecret(
    string Code,
    LineSecretId Secret,
    Sealed Sealed,
    DateTimeOffset From,
    DateTimeOffset OthersUntil,
    By By,
    DateTimeOffset At
) : LineCommand(Code);

/// <summary>A secret that others may have seen is over at once.</summary>
public sealed record EndLineSecret(string Code, LineSecretId Secret, By By, DateTimeOffset At) : LineCommand(Code);

/// <summary>Ends a line for good. Its code names no other one: cases lie under it.</summary>
public sealed record EndLine(string Code, By By, DateTimeOffset At) : LineCommand(Code);

public abstract record LineEvent(string Code) : Event;

[Stored("line.set.v1")]
public sealed record LineSet(string Code, LineFacts Facts, By By, DateTimeOffset At) : LineEvent(Code);

/// <param name="OthersUntil">Those before are over then at the latest.</param>
[Stored("line.secret-given.v1")]
public sealed record LineSecretGiven(string Code, LineSecret Secret, DateTimeOffset OthersUntil, By By, DateTimeOffset At)
    : LineEvent(Code);

[Stored("line.secret-ended.v1")]
public sealed record LineSecretEnded(string Code, LineSecretId Secret, By By, DateTimeOffset At) : LineEvent(Code);

[Stored("line.ended.v1")]
public sealed record LineEnded(string Code, By By, DateTimeOffset At) : LineEvent(Code);
