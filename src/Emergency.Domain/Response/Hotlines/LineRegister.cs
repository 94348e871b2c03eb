using System.Collections.Immutable;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Hotlines;

/// <summary>Lines to 110, 119, 120 and 12345 as the operator keeps them (线路; kind "line", key "all"): the partner, the divisions served,
/// the address, and the secrets both sides sign with. All lie in one entity, so that two lines of one number never serve the same
/// division.</summary>
/// <param name="All">Lines by code.</param>
public sealed partial record LineRegister(ImmutableSortedDictionary<string, HotlineLine> All)
{
    public static readonly Code Unknown = new("line.unknown"),
        Ended = new("line.ended"),
        Taken = new("line.taken"),
        UnknownSecret = new("line.unknown-secret"),
        TooManySecrets = new("line.too-many-secrets");
    public static readonly LineRegister None = new(ImmutableSortedDictionary.Create<string, HotlineLine>(StringComparer.Ordinal));

    /// <summary>Most secrets of one line in force at the same time.</summary>
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

    /// <summary>Returns the last change of a line of a number that concerns a division; null where there was none.</summary>
    public DateTimeOffset? Turned(string number, Func<string, bool> touches) =>
        All.Values.Where(line => line.Facts.Has(number) && line.Facts.Areas.Any(touches)).Max(line => (DateTimeOffset?)line.TurnedAt);

    /// <summary>Finds another line that has one of the numbers for the same division.</summary>
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

/// <summary>Line to a partner.</summary>
/// <param name="Secrets">All secrets it ever had, the newest last.</param>
/// <param name="EndedAt">Time from which nothing is sent or taken any more; null while it is in use.</param>
public sealed record HotlineLine(LineFacts Facts, ListOf<LineSecret> Secrets, DateTimeOffset SetAt, DateTimeOffset? EndedAt)
{
    internal static HotlineLine New(DateTimeOffset at) => new(new("", [], [], null, null), [], at, null);

    /// <summary>Time of the last change of its address, its secrets or its use.</summary>
    public DateTimeOffset TurnedAt { get; init; } = SetAt;

    /// <summary>Returns the secrets that are not over.</summary>
    public IEnumerable<LineSecret> InForce(DateTimeOffset at) => Secrets.Where(one => !one.IsOver(at));
}

/// <summary>Facts of a line.</summary>
/// <param name="Name">Name of the partner, 1 to 40 characters.</param>
/// <param name="Numbers">Numbers it serves, of 110, 119, 120, 12345: one centre can stand for several.</param>
/// <param name="Areas">Codes of the cities (4 digits) and counties (6 digits) it serves. A county's own line goes before its
/// city's.</param>
/// <param name="Url">Address messages are sent to; null: voice only, somebody dials.</param>
/// <param name="Home">County (6 digits) whose desk gets its messages without a usable place; null: the only county with a desk.</param>
public sealed record LineFacts(string Name, ListOf<string> Numbers, ListOf<string> Areas, string? Url, string? Home)
{
    /// <summary>Returns the name of a line in addresses, for one of its numbers.</summary>
    public static string Address(string code, string number) => $"{code}-{number}";

    public bool Has(string number) => Numbers.Contains(number, StringComparer.Ordinal);

    /// <summary>Tells whether it names exactly this division.</summary>
    public bool Serves(string area) => Areas.Contains(area, StringComparer.Ordinal);
}

/// <summary>Secret both sides sign with: accepted from the time it is given, used for our signatures from <paramref name="From"/>, over at
/// <paramref name="Until"/>.</summary>
/// <param name="Text">"whsec_" and 24 to 64 bytes in base64 (Standard Webhooks), sealed.</param>
/// <param name="Until">Null: until it is replaced.</param>
public sealed record LineSecret(LineSecretId Id, Sealed Text, DateTimeOffset From, DateTimeOffset? Until)
{
    public bool IsOver(DateTimeOffset at) => Until <= at;
}

public abstract record LineCommand(string Code) : Command;

/// <summary>Sets up a line, or changes its facts.</summary>
public sealed record SetLine(string Code, LineFacts Facts, By By, DateTimeOffset At) : LineCommand(Code);

/// <param name="From">Time from which we sign with it; it is accepted at once.</param>
/// <param name="OthersUntil">Time at which earlier secrets end: the other side may not have changed yet.</param>
public sealed record GiveLineSecret(
    string Code,
    LineSecretId Secret,
    Sealed Sealed,
    DateTimeOffset From,
    DateTimeOffset OthersUntil,
    By By,
    DateTimeOffset At
) : LineCommand(Code);

/// <summary>Ends at once a secret that others may have seen.</summary>
public sealed record EndLineSecret(string Code, LineSecretId Secret, By By, DateTimeOffset At) : LineCommand(Code);

/// <summary>Ends a line for good. Its code is never used for another one: cases lie under it.</summary>
public sealed record EndLine(string Code, By By, DateTimeOffset At) : LineCommand(Code);

public abstract record LineEvent(string Code) : Event;

[Stored("line.set.v1")]
public sealed record LineSet(string Code, LineFacts Facts, By By, DateTimeOffset At) : LineEvent(Code);

/// <param name="OthersUntil">Latest time at which earlier secrets end.</param>
[Stored("line.secret-given.v1")]
public sealed record LineSecretGiven(string Code, LineSecret Secret, DateTimeOffset OthersUntil, By By, DateTimeOffset At)
    : LineEvent(Code);

[Stored("line.secret-ended.v1")]
public sealed record LineSecretEnded(string Code, LineSecretId Secret, By By, DateTimeOffset At) : LineEvent(Code);

[Stored("line.ended.v1")]
public sealed record LineEnded(string Code, By By, DateTimeOffset At) : LineEvent(Code);
