using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Protection;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Protection;

/// <summary>A case opened by hand, or after an observation in a care case or on a visit.</summary>
/// <param name="Community">Community whose child director is responsible, 12 digits.</param>
internal sealed record NewProtection(PersonId? Person, string? Community, string? Why, ProtectionSource? Source = null)
{
    public static IReadOnlyList<string> Faults(NewProtection body) =>
        [
            .. Checks.Need(body.Person is not null, "$.person: needed"),
            .. Checks.Need(Divisions.IsCommunity(body.Community), "$.community: 12 digits"),
            .. Checks.Text(body.Why, "$.why", 1000, needed: true),
        ];
}

/// <param name="Level">Level of risk, by the table.</param>
/// <param name="Found">Findings on body, home, school, guardians.</param>
internal sealed record NewAssessment(string? Level, string? Found)
{
    public static IReadOnlyList<string> Faults(NewAssessment body, ProtectionTable table) =>
        [
            .. Checks.Need(table.Level(body.Level) is not null, "$.level: one of the table"),
            .. Checks.Text(body.Found, "$.found", 2000, needed: true),
        ];
}

internal sealed record NewPlan(string? Goals, IReadOnlyList<NewPlannedService>? Services)
{
    public static IReadOnlyList<string> Faults(NewPlan body, ProtectionTable table, DateOnly today) =>
        [
            .. Checks.Text(body.Goals, "$.goals", 1000, needed: true),
            .. Checks.Need(body.Services is { Count: > 0 and <= 20 }, "$.services: 1 to 20"),
            .. (body.Services ?? []).SelectMany(
                (one, at) =>
                    (IEnumerable<string>)
                        [
                            .. Checks.Need(table.Services.Any(kind => kind.Code == one.Kind), $"$.services[{at}].kind: one of the table"),
                            .. Checks.Text(one.Who, $"$.services[{at}].who", 100, needed: true),
                            .. Checks.Need(one.Until >= today && one.Until < today.AddYears(2), $"$.services[{at}].until: today or later"),
                        ]
            ),
        ];
}

/// <param name="Who">Provider of the service.</param>
internal sealed record NewPlannedService(string? Kind, string? Who, DateOnly? Until);

/// <param name="Given">False when it failed. The words then give the reason.</param>
internal sealed record ServiceDone(bool? Given, string? Text = null)
{
    public static IReadOnlyList<string> Faults(ServiceDone body) =>
        [
            .. Checks.Need(body.Given is not null, "$.given: true or false"),
            .. Checks.Text(body.Text, "$.text", 500, needed: body.Given == false),
        ];
}

/// <param name="SeenAt">Time at which the child was seen; now where it is left out.</param>
/// <param name="Next">Day of the next follow-up, where it differs from the table's.</param>
internal sealed record NewFollowUp(FollowUpMeans? Means, string? Found, DateTimeOffset? SeenAt = null, DateOnly? Next = null)
{
    public static IReadOnlyList<string> Faults(NewFollowUp body, DateOnly today) =>
        [
            .. Checks.Need(body.Means is not null, "$.means: door, phone, school or office"),
            .. Checks.Text(body.Found, "$.found", 2000, needed: true),
            .. Checks.Need(body.Next is null || (body.Next > today && body.Next <= today.AddDays(366)), "$.next: within a year"),
        ];
}

internal sealed record CaseWords(string? Text)
{
    public static IReadOnlyList<string> Faults(CaseWords body) => [.. Checks.Text(body.Text, "$.text", 1000, needed: true)];
}

internal sealed record NewAssignment(MemberId? Member)
{
    public static IReadOnlyList<string> Faults(NewAssignment body) => [.. Checks.Need(body.Member is not null, "$.member: needed")];
}

/// <param name="To">The receiving community, 12 digits.</param>
internal sealed record NewTransfer(string? To, string? Why)
{
    public static IReadOnlyList<string> Faults(NewTransfer body) =>
        [.. Checks.Need(Divisions.IsCommunity(body.To), "$.to: 12 digits"), .. Checks.Text(body.Why, "$.why", 1000, needed: true)];
}

/// <param name="Kind">Kind of receiver, by the table.</param>
internal sealed record NewReferral(string? Kind, string? Why)
{
    public static IReadOnlyList<string> Faults(NewReferral body, ProtectionTable table) =>
        [
            .. Checks.Need(table.Referral(body.Kind) is not null, "$.kind: one of the table"),
            .. Checks.Text(body.Why, "$.why", 1000, needed: true),
        ];
}

internal sealed record NewReferralAnswer(bool? Taken, string? Text)
{
    public static IReadOnlyList<string> Faults(NewReferralAnswer body) =>
        [.. Checks.Need(body.Taken is not null, "$.taken: true or false"), .. Checks.Text(body.Text, "$.text", 1000, needed: true)];
}

/// <param name="Reason">Reason code, by the table.</param>
internal sealed record NewClosing(string? Reason, string? Why)
{
    public static IReadOnlyList<string> Faults(NewClosing body, ProtectionTable table) =>
        [
            .. Checks.Need(table.Closings.Any(one => one.Code == body.Reason), "$.reason: one of the table"),
            .. Checks.Text(body.Why, "$.why", 1000, needed: true),
        ];
}
