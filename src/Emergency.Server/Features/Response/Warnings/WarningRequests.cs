using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Calls;
using Emergency.Domain.Warnings;
using Emergency.Server.Features.Places;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Warnings;

/// <summary>确认, with the choice of divisions to call.</summary>
/// <param name="Calls">False: only confirmed, nobody is called. True where it is left out.</param>
/// <param name="Except">Communities and streets that are not called now. A later confirmation can call them. Required,
/// though it can be empty, where the message leaves its divisions open.</param>
/// <param name="StepSeconds">Seconds that each step of a call can stay unanswered, 1 to 86,400; 300 where it is left out.</param>
internal sealed record ConfirmWish(bool? Calls, ListOf<string>? Except, int? StepSeconds)
{
    public static IReadOnlyList<string> Faults(ConfirmWish? body) =>
        [.. Checks.Need(body?.StepSeconds is null or (>= 1 and <= Call.LongestStep), $"$.stepSeconds: 1 to {Call.LongestStep}")];
}

/// <summary>解除, with its divisions.</summary>
/// <param name="Divisions">Communities and streets it holds for; left out for all. A street is all its communities.</param>
internal sealed record LiftWish(ListOf<string>? Divisions)
{
    public static IReadOnlyList<string> Faults(LiftWish? body, IReadOnlyCollection<string> reached)
    {
        if (body?.Divisions is not { } some)
            return [];
        return
        [
            .. Checks.Need(some.Count > 0, "$.divisions: at least one"),
            .. some.SelectMany(
                (code, i) =>
                    Checks.Need(reached.Contains(code, StringComparer.Ordinal), $"$.divisions[{i}]: a community or street it holds for")
            ),
        ];
    }
}

/// <summary>Answer to a message that ends something and names nothing.</summary>
/// <param name="Ends">Ids of warnings of the asker's desk that it ends or replaces; none where it concerns none of ours.</param>
/// <param name="Lifts">True when the message is itself only the word of an end; false where it warns.</param>
internal sealed record SettleWish(ListOf<Guid>? Ends, bool? Lifts)
{
    public static IReadOnlyList<string> Faults(SettleWish? body, WarningsKnown warnings, string home)
    {
        if (body?.Ends is not { } ends)
            return ["$.ends: ids of warnings, or none"];
        return
        [
            .. ends.SelectMany(
                (id, i) =>
                    Checks.Need(
                        warnings.Find(new(id)) is { State.Facts: { } facts } && facts.Home == home,
                        $"$.ends[{i}]: a warning of {home}"
                    )
            ),
        ];
    }
}

/// <summary>A message about the warning, as the warning's question names it.</summary>
internal sealed record AtMessage(MessageKey? Message)
{
    public static IReadOnlyList<string> Faults(AtMessage? body) =>
        [.. Checks.Need(body?.Message is { Sender: not null, Identifier: not null }, "$.message: sender, identifier and sent")];
}

/// <summary>A warning written by the desk, after the issuer's telephone call or letter.</summary>
/// <param name="Event">The hazard in the issuer's own word; by the hazard where it is left out.</param>
/// <param name="Instruction">Advice to the people.</param>
/// <param name="Divisions">Divisions it holds for: the county, streets or communities of the desk.</param>
/// <param name="Until">Time at which it ends.</param>
internal sealed record NewWarning(
    Category? Hazard,
    WarningLevel? Level,
    string? Event,
    string? Issuer,
    string? Headline,
    string? Instruction,
    ListOf<string>? Divisions,
    DateTimeOffset? Until
)
{
    private const int Most = 500,
        LongestDays = 30;

    public static IReadOnlyList<string> Faults(NewWarning body, string home, PlacesKnown places, DateTimeOffset now)
    {
        var divisions = body.Divisions ?? [];
        return
        [
            .. Checks.Need(
                body.Hazard is not null,
                $"$.hazard: {string.Join(", ", Enum.GetValues<Category>().Select(one => JsonNamingPolicy.KebabCaseLower.ConvertName(one.ToString())))}"
            ),
            .. Checks.Need(body.Level is not null, "$.level: blue, yellow, orange or red"),
            .. Checks.Text(body.Event, "$.event", 40),
            .. Checks.Text(body.Issuer, "$.issuer", 100),
            .. Checks.Text(body.Headline, "$.headline", 200, needed: true),
            .. Checks.Text(body.Instruction, "$.instruction", 2_000),
            .. Checks.Need(divisions.Count is >= 1 and <= Most, $"$.divisions: 1 to {Most}"),
            .. divisions.SelectMany(
                (code, i) =>
                    Checks.Need(
                        code is not null && code.StartsWith(home, StringComparison.Ordinal) && places.Of(code) is not null,
                        $"$.divisions[{i}]: a division of {home}"
                    )
            ),
            .. Checks.Need(
                body.Until > now && body.Until <= now.AddDays(LongestDays),
                $"$.until: later than now, within {LongestDays} days"
            ),
        ];
    }

    public static WarningFacts Facts(NewWarning body, string home, Guid id, PlacesKnown places, DateTimeOffset now)
    {
        ListOf<string> divisions = [.. body.Divisions!.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var text = new WarningText(
            "zh-CN",
            body.Event ?? Foundation.Problems.Sentences.In("zh-CN")[IncidentAsCap.Word(body.Hazard!.Value)],
            body.Issuer ?? places.Name(home),
            body.Headline,
            null,
            body.Instruction
        );
        return new(
            home,
            new($"desk.{home}", id.ToString(), now),
            WarningStatus.Actual,
            true,
            [],
            body.Hazard!.Value,
            body.Level,
            [text],
            now,
            null,
            body.Until!.Value.ToUniversalTime(),
            [new(string.Join('、', divisions.Select(places.Name)), null, divisions)],
            divisions,
            ByHand: true
        );
    }
}
