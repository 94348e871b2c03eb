using Emergency.Domain;
using Emergency.Domain.Parties;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Parties;

/// <summary>A party as submitted by a form: kind, name, responsible person, area it serves, its term.</summary>
/// <param name="From">Today where it is left out.</param>
/// <param name="Until">The last day; null where none is set.</param>
/// <param name="Revision">For a correction: the revision on which it is based.</param>
internal sealed record NewParty(
    PartyKind? Kind,
    string? Name,
    string? Person,
    IReadOnlyList<string>? Phones,
    IReadOnlyList<string>? Estates = null,
    IReadOnlyList<string>? Buildings = null,
    DateOnly? From = null,
    DateOnly? Until = null,
    int? Revision = null
)
{
    public static IReadOnlyList<string> Faults(NewParty body) =>
        [
            .. Checks.Need(body.Kind is not null, "$.kind: needed"),
            .. Checks.Text(body.Name, "$.name", 100, needed: true),
            .. Checks.Text(body.Person, "$.person", 100, needed: true),
            .. Checks.Need(body.Phones is { Count: > 0 }, "$.phones: one at least"),
            .. Telephone.Faults(body.Phones, "$.phones"),
            .. Names(body.Estates, "$.estates"),
            .. Names(body.Buildings, "$.buildings"),
            .. Checks.Need(body.From is not { } from || body.Until is not { } until || until >= from, "$.until: not before $.from"),
        ];

    private static IEnumerable<string> Names(IReadOnlyList<string>? names, string path) =>
        Checks.Need(
            (names ?? []) is { Count: <= 200 } all && all.All(one => one is { Length: > 0 and <= 40 }),
            $"{path}: at most 200, each up to 40 characters"
        );

    public PartyFacts Facts(string community, DateOnly today, Sealed name, Sealed contact) =>
        new(community, Kind!.Value, "", Trimmed(Estates), Trimmed(Buildings), From ?? today, Until, contact) { SealedName = name };

    private static ListOf<string> Trimmed(IReadOnlyList<string>? names) =>
        [.. (names ?? []).Select(one => one.Trim()).Distinct(StringComparer.Ordinal)];
}

/// <param name="LastDay">The last day on which it serves; today where it is left out.</param>
internal sealed record PartyEnding(DateOnly? LastDay = null, string? Why = null)
{
    public static IReadOnlyList<string> Faults(PartyEnding body) => [.. Checks.Text(body.Why, "$.why", 200)];
}

/// <summary>A request to a party, with its deadline. <paramref name="Duty"/>: code of the duty it rests on.</summary>
internal sealed record NewPartyAsk(string? Text, DateTimeOffset? Due, string? Duty = null, IncidentId? Incident = null)
{
    public static IReadOnlyList<string> Faults(NewPartyAsk body, DateTimeOffset now) =>
        [
            .. Checks.Text(body.Text, "$.text", 300, needed: true),
            .. Checks.Text(body.Duty, "$.duty", 40),
            .. Checks.Need(body.Due is { } due && due > now && due <= now.AddDays(366), "$.due: in the future, within a year"),
        ];
}

/// <summary>Words that go with an answer: the reason of a refusal, or the work done.</summary>
internal sealed record PartyWords(string? Text = null)
{
    public static IReadOnlyList<string> Faults(PartyWords body, bool needed) => [.. Checks.Text(body.Text, "$.text", 200, needed)];
}
