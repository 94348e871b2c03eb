using Emergency.Domain;
using Emergency.Domain.Care;
using Emergency.Domain.Places;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Care;

/// <summary>A care case opened by hand: somebody found outside a door check.</summary>
/// <param name="Community">Where the person is now, 12 digits.</param>
/// <param name="HarmSuspected">Then 110 and civil affairs are told at once (未保法 11).</param>
internal sealed record NewCare(PersonId? Person, string? Community, IncidentId? Incident, bool? HarmSuspected)
{
    public static IReadOnlyList<string> Faults(NewCare body) =>
        [
            .. Checks.Need(body.Person is not null, "$.person: needed"),
            .. Checks.Need(Divisions.IsCommunity(body.Community), "$.community: 12 digits"),
        ];
}

/// <summary>The adult who is with the person now.</summary>
internal sealed record NamedAdult(string? Name, string? Phone, string? Relation)
{
    public static IReadOnlyList<string> Faults(NamedAdult body) =>
        [
            .. Checks.Text(body.Name, "$.name", 100, needed: true),
            .. Checks.Text(body.Phone, "$.phone", 40),
            .. Checks.Text(body.Relation, "$.relation", 40),
        ];
}

/// <summary>Who cares from now on, where, and since which day in Asia/Shanghai (today where it is left out).</summary>
internal sealed record Arrangement(string? Carer, string? Phone, string? Where, DateOnly? Since)
{
    public static IReadOnlyList<string> Faults(Arrangement body) =>
        [
            .. Checks.Text(body.Carer, "$.carer", 100, needed: true),
            .. Checks.Text(body.Phone, "$.phone", 40),
            .. Checks.Text(body.Where, "$.where", 200, needed: true),
        ];
}

/// <summary>The daily check; today in Asia/Shanghai where the day is left out.</summary>
internal sealed record DailyCheck(DateOnly? Day, string? Note)
{
    public static IReadOnlyList<string> Faults(DailyCheck body, DateOnly today) =>
        [.. Checks.Need(body.Day is null || body.Day <= today, "$.day: not in the future"), .. Checks.Text(body.Note, "$.note", 500)];
}

/// <summary>How it ends, and who has taken the person over.</summary>
internal sealed record Ending(CareExit? Exit, string? Receiver, string? Phone)
{
    public static IReadOnlyList<string> Faults(Ending body) =>
        [
            .. Checks.Need(body.Exit is not null, "$.exit: one of the exits"),
            .. Checks.Text(body.Receiver, "$.receiver", 200, needed: true),
            .. Checks.Text(body.Phone, "$.phone", 40),
        ];
}
